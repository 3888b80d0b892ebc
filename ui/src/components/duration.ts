type Length = "short" | "long";

function unit(
  language: string,
  name: "second" | "minute",
  value: number,
  length: Length,
  digits = 0,
): string {
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: name,
    unitDisplay: length,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Seconds in the words of the language: "38 sec", "2 minutes"; from 100 seconds on in minutes, rounded up. */
export function duration(language: string, seconds: number, length: Length = "short"): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 100
    ? unit(language, "second", whole, length)
    : unit(language, "minute", Math.ceil(whole / 60), length);
}

/** What a step took: tenths of a second and at least one, from ten seconds on whole ones. */
export function took(language: string, milliseconds: number): string {
  if (milliseconds < 10_000) return unit(language, "second", Math.max(0.1, milliseconds / 1000), "short", 1);
  return duration(language, milliseconds / 1000);
}

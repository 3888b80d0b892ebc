/** An address of mail, as far as it can be told by looking at it. */
export function isMail(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@,;<>"()[\]\\]{1,64}@[^\s@,;<>"()[\]\\]+\.[^\s@,;<>"()[\]\\.]+$/.test(text)
  );
}

/** A whole number between these two. */
export function isCount(text: string, least: number, most: number): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/** The full name of a domain. */
export function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  return (
    domain.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^(?!-)[\p{L}\p{N}_-]{1,63}$/u.test(label) && !label.endsWith("-"))
  );
}

/** The person's own way of writing times, where their system speaks the language that is on screen: 24 hours in `en-GB`. */
function region(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment (RFC 3339) in the person's format; what is no moment stays as it came. Making a format is slow, so they are kept. */
export function moment(language: string, at: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(region(language), options);
  formats.set(key, format);
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : format.format(time);
}

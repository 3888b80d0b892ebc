/** One part of a distinguished name, its value as people read it. */
interface Part {
  /** In capitals: OU, CN, DC. */
  kind: string;
  value: string;
}

/** The parts of `OU=Staff\, retired,DC=corp,…`, nearest first; null when the text is no distinguished name. */
export function partsOf(text: string): Part[] | null {
  const written = writtenParts(text);
  if (!written) return null;
  const parts: Part[] = [];
  for (const part of written) {
    const [, kind, value] = /^\s*(OU|CN|DC)=(.*)$/is.exec(part) ?? [];
    if (kind === undefined || value === undefined || value.trim() === "") return null;
    parts.push({ kind: kind.toUpperCase(), value: plain(value) });
  }
  return parts;
}

/** What people call the thing with this distinguished name. */
export function nameIn(distinguishedName: string): string {
  return partsOf(distinguishedName)?.[0]?.value ?? distinguishedName;
}

/** The same for two ways of writing one distinguished name: Active Directory does not tell upper from lower case. */
export function sameName(parts: readonly Part[]): string {
  return parts.map(({ kind, value }) => JSON.stringify([kind, value.trim().toLowerCase()])).join();
}

export function isInDomain(parts: readonly Part[], domain: string): boolean {
  const labels = parts.filter(({ kind }) => kind === "DC").map(({ value }) => value);
  return labels.join(".").toLowerCase() === domain.toLowerCase();
}

/** How every name in this domain ends. */
export function endingOf(domain: string): string {
  return domain
    .split(".")
    .map((label) => `DC=${label}`)
    .join(",");
}

/** Split at commas; a backslash takes the next character as it is. */
function writtenParts(text: string): string[] | null {
  // Rust refuses control characters too.
  if (/\p{Cc}/u.test(text)) return null;
  const parts = text.match(/(?:\\.|[^,\\])+/g);
  // An empty part, or a backslash with nothing behind it, is lost between the matches.
  return parts?.join(",") === text ? parts : null;
}

/** `Staff\, retired` and `Staff\2C retired` as people read them: pairs of hexadecimal digits are bytes of UTF-8. */
function plain(value: string): string {
  return value.trim().replace(/(?:\\[0-9a-f]{2})+|\\(.)/gi, (written, character?: string) => {
    if (character !== undefined) return character;
    try {
      return decodeURIComponent(written.replaceAll("\\", "%"));
    } catch {
      return written;
    }
  });
}

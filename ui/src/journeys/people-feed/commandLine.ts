/** The line that sends with a set-up file, as a shell of any system takes it. */
export function lineOf(file: string, options: readonly string[]): string {
  return ["causewayctl feed", quoted(file), ...options].join(" ");
}

/** Paths have blanks, and on Windows backslashes. */
function quoted(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : `"${path.replaceAll('"', '\\"')}"`;
}

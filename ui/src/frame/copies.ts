import type { RequestRow } from "../ipc/bindings";

/** A request as a command for a shell: the token is the variable TOKEN, and what was hidden is a placeholder. */
export function asCurl(row: RequestRow, origin: string): string {
  const parts = [
    "curl --globoff",
    `--request ${row.method}`,
    `--header "Authorization: Bearer $TOKEN"`,
    ...withBody(row, (body) => `--header 'Content-Type: application/json' --data-raw ${shellText(body)}`),
    shellText(origin + row.path),
  ];
  return parts.join(" \\\n  ");
}

/** The same for Microsoft's Graph module of PowerShell. */
export function asPowerShell(row: RequestRow, origin: string): string {
  const parts = [
    "Invoke-MgGraphRequest",
    `-Method ${row.method}`,
    `-Uri ${powerShellText(origin + row.path)}`,
    "-Authentication UserProvidedToken",
    "-Token (ConvertTo-SecureString $TOKEN -AsPlainText -Force)",
    ...withBody(row, (body) => `-ContentType 'application/json' -Body ${powerShellText(body)}`),
  ];
  return parts.join(" `\n  ");
}

function withBody({ body }: RequestRow, part: (body: string) => string): string[] {
  if (body === null) return [];
  const shown = body
    .replaceAll("[redacted]", "<SECRET VALUE>")
    .replace(/^\[(\d+) bytes\]$/, "<BODY OF $1 BYTES, NOT KEPT>");
  return [part(shown)];
}

/** Nothing inside single quotes means anything to a POSIX shell but the closing quote. */
function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** PowerShell takes the typographic quotes for the plain one; doubled, each stands for itself. */
function powerShellText(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}

import { execFileSync } from "node:child_process";

import { describe, expect, it } from "vitest";

import { aRequest } from "../testing/views";
import { asCurl, asPowerShell } from "./copies";

const origin = "https://graph.microsoft.com";
const hostile = `{ "name": "O'Hara \u2019 $(touch x) \`id\` \\" && rm -rf ~ #" }`;

/** What a real shell hands to curl. */
function given(command: string): string[] {
  const script = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }\n${command}`;
  const told = execFileSync("/bin/sh", ["-c", script], { env: { TOKEN: "the-token" }, encoding: "utf8" });
  return told.split("\0").slice(0, -1);
}

describe("a request as a command", () => {
  it("reaches curl as it was sent, whatever it holds", () => {
    const row = aRequest({ method: "POST", path: "/v1.0/users('a''b')?$select=id", body: hostile });
    expect(given(asCurl(row, origin))).toEqual([
      "--globoff",
      "--request",
      "POST",
      "--header",
      "Authorization: Bearer the-token",
      "--header",
      "Content-Type: application/json",
      "--data-raw",
      hostile,
      "https://graph.microsoft.com/v1.0/users('a''b')?$select=id",
    ]);
  });

  it("sends no body where none was sent", () => {
    const told = given(asCurl(aRequest(), origin));
    expect(told).toContain("GET");
    expect(told.at(-1)).toBe("https://graph.microsoft.com/v1.0/organization");
    expect(told).not.toContain("--data-raw");
    expect(asPowerShell(aRequest(), origin)).not.toContain("-Body");
  });

  it("doubles every quote that PowerShell takes for one", () => {
    const told = asPowerShell(aRequest({ method: "PUT", body: hostile }), origin);
    expect(told.split(" `\n  ")).toEqual([
      "Invoke-MgGraphRequest",
      "-Method PUT",
      "-Uri 'https://graph.microsoft.com/v1.0/organization'",
      "-Authentication UserProvidedToken",
      "-Token (ConvertTo-SecureString $TOKEN -AsPlainText -Force)",
      `-ContentType 'application/json' -Body '${hostile.replace("'", "''").replace("\u2019", "\u2019\u2019")}'`,
    ]);
  });

  it("has a placeholder for what was hidden", () => {
    const secret = aRequest({ method: "PUT", body: '{"key":"AppKey","value":"[redacted]"}' });
    expect(asCurl(secret, origin)).toContain('"value":"<SECRET VALUE>"');
    const schema = aRequest({ method: "PUT", body: "[1048576 bytes]" });
    expect(asPowerShell(schema, origin)).toContain("<BODY OF 1048576 BYTES, NOT KEPT>");
  });
});

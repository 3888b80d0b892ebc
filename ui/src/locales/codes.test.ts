import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { cureOutside, documentation } from "../journeys/cloud-sync/outside";
import cli from "./en/cli.json";
import { speak } from "./i18n";
import { words } from "../testing/words";
import { adminCenterPage } from "../wizard/adminCenter";

// Rust writes codes as strings, so no compiler holds them against the words. These sources write them.
const crates = join(import.meta.dirname, "../../../src-tauri/crates");
const steps =
  source("journeys/src/steps") +
  source("journeys/src/removal") +
  source("journeys/src/steering") +
  source("journeys/src", "error.rs");
const checks = source("journeys/src/checks");
const session = source("app-core/src") + source("../src");
const waits = source("graph-client/src", "wait.rs");

const { check, notes, problems, steps: stepWords, waits: causes } = words.en;
/** `scope-is` is written so and said as one of these. */
const kinds = ["everyone", "ous", "groups"];

it("every code that a step writes has words", () => {
  const codes = found(steps, /"([a-z]+(?:-[a-z]+)+)"/g);
  expect(codes.length).toBeGreaterThan(40);
  const known = (code: string) =>
    [notes, problems, stepWords, cli.act.is].some((file) => code in file) ||
    kinds.every((kind) => `${code}-${kind}` in notes);
  expect(codes.filter((code) => !known(code))).toEqual([]);
});

it("every note of a change can say that it was made", () => {
  const changes = Object.keys(notes).filter((code) => /^will-[a-z-]+$/.test(code));
  expect(changes.length).toBeGreaterThan(15);
  expect(changes.filter((code) => !(`${code}_did` in notes))).toEqual([]);
});

it("everything a check finds has words", () => {
  const codes = found(checks, /(?:Verdict::\w+,\s*|=> )"([a-z-]+)"/g);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !(code in check.found))).toEqual([]);
  expect(Object.keys(check.found).filter((code) => !codes.includes(code))).toEqual([]);
});

it("every notice of the session has words", () => {
  const codes = found(session, /\bnotice\(\s*"([a-z-]+)"/g);
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !(code in notes))).toEqual([]);
});

it("every cause of a wait has words", () => {
  const codes = found(waits, /Self::\w+ => "([a-z-]+)"/g);
  expect(codes.length).toBeGreaterThan(8);
  expect(codes.filter((code) => !(code in causes))).toEqual([]);
});

it("everything that a row of the log is about has words", () => {
  const { log } = words.en;
  const listed = (name: string, file = "words.rs") => {
    const text = source("provisioning/src/log", file);
    const list = new RegExp(`^    ${name},\\n([^]*?)^\\}`, "m").exec(text)?.[1] ?? "";
    return found(list, /\w+ = "([a-z-]+)"/g);
  };
  const causes = listed("Cause", "codes.rs");
  expect(causes.length).toBeGreaterThan(30);
  expect(Object.keys(log.code).sort()).toEqual(causes);
  expect(Object.keys(log.do).sort()).toEqual(causes);
  expect(Object.keys(log.outcome).sort()).toEqual(listed("Outcome"));
  expect(Object.keys(log.action).sort()).toEqual([...listed("Action"), "create-or-update"].sort());
  expect(Object.keys(log.kind).sort()).toEqual(listed("Kind"));
  expect(Object.keys(log.why).sort()).toEqual(listed("Why"));
  expect(Object.keys(log.part).sort()).toEqual(listed("Part", "entry.rs"));
});

it("everything that a mistake of a set-up file says has words, and nothing else has", () => {
  const text = source("journeys/src/setup_file", "mistake.rs");
  const coded = (name: string) => {
    const list = new RegExp(`^pub enum ${name} \\{([^]*?)^\\}`, "m").exec(text)?.[1] ?? "";
    const kebab = (variant: string) => variant.replace(/\B[A-Z]/g, "-$&").toLowerCase();
    return found(list, /^ {4}([A-Z]\w+)/gm)
      .map(kebab)
      .sort();
  };
  const { mistakes } = words.en;
  expect(coded("Allowed").length).toBeGreaterThan(50);
  expect(Object.keys(mistakes.found).sort()).toEqual(coded("Found"));
  expect(Object.keys(mistakes.allowed).sort()).toEqual(coded("Allowed"));
});

it("every page that the window leads to is on a host that the shell opens", () => {
  const t = speak("en", words.en).getFixedT("en");
  const finding = { id: "agents", verdict: "needs-you", facts: {} } as const;
  const clouds = ["global", "usgov", "usgov-dod", "china"] as const;
  const pages = clouds.map((cloud) => adminCenterPage(cloud, "x"));
  const cures = ["no-agent", "consent-missing", "unverified", "duplicated"].map(
    (code) => cureOutside(t, { ...finding, code }, "global")?.address,
  );
  const hosts = [documentation, ...pages, ...cures].map((address) => new URL(address ?? "").host);
  const opened = found(source("../src/commands", "open.rs"), /"([\w.]+\.(?:com|us|cn))"/g);
  expect(hosts.filter((host) => !opened.includes(host))).toEqual([]);
});

it("every note is written by someone", () => {
  const sources = steps + session;
  const written = (code: string) =>
    [code, ...kinds.map((kind) => code.replace(`-${kind}`, ""))].some((name) =>
      sources.includes(`"${name}"`),
    );
  const codes = new Set(Object.keys(notes).map((key) => key.replace(/_(did|row)$/, "")));
  expect([...codes].filter((code) => !written(code))).toEqual([]);
});

/** Files of a crate as one text, without comments, attributes and their own tests. */
function source(folder: string, file?: string): string {
  const names = file ? [file] : readdirSync(join(crates, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".rs") && !name.endsWith("tests.rs"))
    .map((name) => readFileSync(join(crates, folder, name), "utf8"))
    .map((text) => text.replace(/#\[cfg\(test\)\]\nmod tests \{[^]*$/, "").replace(/^\s*(\/\/|#\[).*$/gm, ""))
    .join("\n");
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, code]) => code ?? []))].sort();
}

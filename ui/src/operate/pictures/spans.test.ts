import { afterEach, describe, expect, it } from "vitest";

import { daysSince, marksOf, midnights, nameOf } from "./spans";

const before = process.env.TZ;
const at = (time: string) => Date.parse(time);
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(5, 16));
const lengths = (marks: readonly number[]) =>
  marks.slice(1).map((end, place) => (end - (marks[place] ?? 0)) / 3_600_000);

afterEach(() => {
  process.env.TZ = before ?? "";
});

describe("days", () => {
  it("begin where this computer's time zone has midnight, and are not all as long", () => {
    process.env.TZ = "Europe/Amsterdam";
    expect(lengths(midnights(at("2026-03-30T10:00:00Z"), 2))).toEqual([24, 23, 24]);
    expect(lengths(midnights(at("2026-10-26T10:00:00Z"), 2))).toEqual([24, 25, 24]);
    expect(iso(midnights(at("2026-03-30T10:00:00Z"), 1))).toEqual([
      "03-28T23:00",
      "03-29T22:00",
      "03-30T22:00",
    ]);
  });

  it.each([
    ["Asia/Kathmandu", "11-29T18:15"],
    ["Pacific/Kiritimati", "11-30T10:00"],
    ["Pacific/Pago_Pago", "11-30T11:00"],
    ["UTC", "11-30T00:00"],
    ["Etc/GMT-3", "11-29T21:00"],
  ])("in %s too", (zone, begin) => {
    process.env.TZ = zone;
    const now = at("2026-11-30T11:30:00Z");
    expect(iso(midnights(now, 0))[0]).toBe(begin);
    expect(lengths(midnights(now, 39))).toEqual(Array(40).fill(24));
  });

  it("are counted by midnights, and are forty at most", () => {
    process.env.TZ = "Europe/Amsterdam";
    const now = at("2026-11-30T00:30:00+01:00");
    expect(daysSince(at("2026-11-30T00:10:00+01:00"), now)).toBe(0);
    expect(daysSince(at("2026-11-29T23:50:00+01:00"), now)).toBe(1);
    expect(daysSince(at("2026-11-01T12:00:00+01:00"), now)).toBe(29);
    for (const odd of ["0001-01-01T00:00:00Z", "1969-12-31T00:00:00Z"])
      expect(daysSince(at(odd), now)).toBe(39);
    expect(daysSince(at("2031-01-01T00:00:00Z"), now)).toBe(0);
    expect(daysSince(Number.NaN, now)).toBe(0);
  });
});

describe("the marks of a period", () => {
  it("are hours of the last day, the present one among them, also when clocks are set back", () => {
    process.env.TZ = "Europe/Amsterdam";
    for (const now of ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-03-29T01:30:00Z"]) {
      const marks = marksOf("day", null, at(now));
      expect(lengths(marks)).toEqual(Array(25).fill(1));
      expect(marks.at(-2)).toBeLessThanOrEqual(at(now));
      expect(marks.at(-1)).toBeGreaterThan(at(now));
      expect(marks[0]).toBeLessThanOrEqual(at(now) - 24 * 3_600_000);
    }
    process.env.TZ = "Asia/Kathmandu";
    expect(iso(marksOf("day", null, at("2026-11-30T10:20:00Z"))).at(-1)).toBe("11-30T11:15");
  });

  it("are days of the week, or back to the oldest line", () => {
    process.env.TZ = "Europe/Amsterdam";
    const now = at("2026-11-30T10:00:00Z");
    expect(marksOf("week", null, now)).toHaveLength(9);
    expect(iso(marksOf("all", "2026-11-28T08:00:00Z", now))[0]).toBe("11-27T23:00");
    expect(marksOf("all", null, now)).toHaveLength(2);
    expect(marksOf("all", "0001-01-01T00:00:00Z", now)).toHaveLength(41);
  });
});

it("an hour and a day are called as people say", () => {
  process.env.TZ = "UTC";
  expect(nameOf("nl", at("2026-02-03T00:00:00Z"), false)).toMatchObject({
    label: "dinsdag 3 februari",
    tick: "3 feb",
  });
  expect(nameOf("nl", at("2026-02-03T14:00:00Z"), true)).toMatchObject({
    label: "dinsdag 14:00",
    tick: "14:00",
  });
});

import { describe, expect, it } from "vitest";

import { duration, took } from "./duration";

describe("a duration", () => {
  it.each([
    ["en", 0, "0 seconds"],
    ["en", 10, "10 seconds"],
    ["en", 120, "2 minutes"],
    ["en", 121, "3 minutes"],
    ["nl", 120, "2 minuten"],
    ["id", 300, "5 menit"],
    ["en", -3, "0 seconds"],
  ])("in %s of %i seconds is %s", (language, seconds, expected) => {
    expect(duration(language, seconds, "long")).toBe(expected);
  });

  it("of a step has tenths below ten seconds", () => {
    expect(took("en", 4)).toBe("0.1 sec");
    expect(took("en", 131)).toBe("0.1 sec");
    expect(took("nl", 7040)).toBe("7 sec");
    expect(took("en", 52_400)).toBe("52 sec");
  });
});

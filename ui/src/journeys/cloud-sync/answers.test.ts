import { describe, expect, it } from "vitest";

import { recommended } from "../../testing/views";
import { answersOf, domainFault, faultsOf, mostNames, nameFault, sectionOf, setupOf } from "./answers";
import { isSameSetup } from "../../wizard/sameSetup";

const domain = "corp.contoso.com";
const answers = answersOf(recommended);
const staff = "OU=Staff,DC=corp,DC=contoso,DC=com";

describe("answers", () => {
  it("come out of a set-up file and go back into it unchanged", () => {
    const files = [
      recommended,
      { ...recommended, scope: { ous: [staff] } },
      { ...recommended, scope: { groups: ["CN=Pilot,DC=corp,DC=contoso,DC=com"] } },
      { ...recommended, notify: ["ops@contoso.com"] as [string] },
      { ...recommended, accidentalDeletes: { enabled: false } as const },
      { ...recommended, inetOrgPersonPasswords: false },
      { ...recommended, existing: "leave" as const },
      { ...recommended, existing: { configuration: "3c1f2a77-0b7e-4a5e-9f1d-2f6f0c8b4d10" } },
      { ...recommended, start: false },
    ];
    for (const file of files) expect(isSameSetup(setupOf(file, answersOf(file)), file)).toBe(true);
  });

  it("are the same in whatever order they stand, and not when one differs", () => {
    const turned = Object.fromEntries(
      Object.entries(recommended).toReversed(),
    ) as unknown as typeof recommended;
    expect(isSameSetup(turned, recommended)).toBe(true);
    expect(isSameSetup({ ...turned, notify: ["ops@contoso.com"] }, recommended)).toBe(false);
    expect(isSameSetup({ ...turned, accidentalDeletes: { enabled: false } }, recommended)).toBe(false);
  });

  it("that are recommended have no fault", () => {
    expect(faultsOf(answers, domain)).toEqual({});
  });

  it("know their section by the field that Rust names", () => {
    const fields = ["domain", "existing.configuration", "scope.ous[2]", "inetOrgPersonPasswords", "tenant"];
    expect(fields.map(sectionOf)).toEqual(["domain", "existing", "who", "passwords", null]);
    expect(["notify[0]", "accidentalDeletes.threshold"].map(sectionOf)).toEqual(["mail", "guard"]);
  });
});

describe("the domain", () => {
  it.each([
    ["corp.contoso.com", null],
    [" contoso.local ", null],
    ["münchen.example_1.de", null],
    ["", "noDomain"],
    ["contoso", "notADomain"],
    ["contoso..com", "notADomain"],
    ["-contoso.com", "notADomain"],
    ["contoso-.com", "notADomain"],
    ["con toso.com", "notADomain"],
  ])("%j is taken: %s", (text, fault) => {
    expect(domainFault(text)).toBe(fault);
  });
});

describe("who takes part", () => {
  it.each([
    [staff, null],
    ["ou=Staff\\, retired,dc=corp,dc=contoso,dc=com", null],
    ["DC=corp,DC=contoso,DC=com", null],
    ["Staff", "notAName"],
    ["O=Staff,DC=corp,DC=contoso,DC=com", "notAName"],
    ["OU=,DC=corp,DC=contoso,DC=com", "notAName"],
    ["OU=Staff,DC=contoso,DC=com", "elsewhere"],
  ])("takes %s as an organizational unit: %s", (name, fault) => {
    expect(nameFault(name, "ous", [], domain)).toBe(fault);
  });

  it("takes each name once, only groups as groups, and not too many", () => {
    expect(nameFault(staff.toLowerCase(), "ous", [staff], domain)).toBe("twice");
    expect(nameFault(staff, "groups", [], domain)).toBe("notAName");
    expect(
      nameFault("OU=A\\2CB,DC=corp,DC=contoso,DC=com", "ous", ["OU=A\\,B,DC=corp,DC=contoso,DC=com"], domain),
    ).toBe("twice");
    const many = Array.from({ length: mostNames }, (_, at) => `OU=${at},DC=corp,DC=contoso,DC=com`);
    expect(nameFault(staff, "ous", many, domain)).toBe("tooMany");
  });

  it("needs a name, and forgets none that was typed", () => {
    expect(faultsOf({ ...answers, who: "ous" }, domain)).toEqual({ who: "noName" });
    expect(faultsOf({ ...answers, who: "ous", adding: staff }, domain)).toEqual({ who: "notAdded" });
  });
});

describe("mail and delete guard", () => {
  it.each(["ops", "ops@contoso", "a b@contoso.com", "a@b@contoso.com"])("refuse the address %s", (mail) => {
    expect(faultsOf({ ...answers, mail }, domain)).toEqual({ mail: "mail" });
  });

  it.each(["0", "-1", "1.5", "many", "1000001", ""])("refuse the number %s", (threshold) => {
    expect(faultsOf({ ...answers, threshold }, domain)).toEqual({ guard: "threshold" });
    expect(faultsOf({ ...answers, threshold, guarded: false }, domain)).toEqual({});
  });
});

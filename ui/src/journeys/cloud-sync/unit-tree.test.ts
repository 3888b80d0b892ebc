import { describe, expect, it } from "vitest";

import { isInDomain, nameIn, partsOf, sameName } from "../../provisioning/distinguishedName";
import { choose, keyOf, sizeOf, type Unit, unitTree } from "./unit-tree";

const domain = "corp.contoso.com";
const end = "DC=corp,DC=contoso,DC=com";

describe("a distinguished name", () => {
  it.each([
    [`OU=Staff,${end}`, "Staff"],
    [`ou=Staff\\, retired, ${end}`, "Staff, retired"],
    [`OU=Staff\\2C retired,${end}`, "Staff, retired"],
    [`OU=Caf\\C3\\A9,${end}`, "Café"],
    [`OU=back\\\\,${end}`, "back\\"],
    [`OU=a\\=b=c,${end}`, "a=b=c"],
    [`OU=\\FF,${end}`, "\\FF"],
  ])("%s is called %s", (name, called) => {
    expect(nameIn(name)).toBe(called);
    expect(isInDomain(partsOf(name) ?? [], domain)).toBe(true);
  });

  it.each([
    "",
    "Staff",
    "OU=",
    `OU=,${end}`,
    `OU=a,,${end}`,
    `OU=a,${end},`,
    `O=a,${end}`,
    "OU=a\\",
    "OU=a\n",
  ])("%j is none", (text) => {
    expect(partsOf(text)).toBeNull();
  });

  it("is the same in upper and lower case, escaped one way or another", () => {
    const key = (name: string) => sameName(partsOf(name) ?? []);
    expect(key(`OU=A\\,B,${end}`)).toBe(key(`ou=a\\2cb, ${end.toLowerCase()}`));
    expect(key(`OU=A\\,OU=B,${end}`)).not.toBe(key(`OU=A,OU=B,${end}`));
  });
});

describe("the tree of organizational units", () => {
  const staff = `OU=Staff,${end}`;
  const sales = `OU=Sales,${staff}`;
  const team = `OU=Team\\, North,${sales.toUpperCase()}`;
  const outline = (units: readonly Unit[]): unknown[] =>
    units.map(({ label, inside }) => [label, ...outline(inside)]);

  it("puts each below its nearest known one, by the alphabet", () => {
    const names = [team, `OU=Contractors,${end}`, staff, `OU=Lost,CN=Gone,${staff}`, sales];
    expect(outline(unitTree(names, domain))).toEqual([
      ["Contractors"],
      ["Staff", ["Lost"], ["Sales", ["Team, North"]]],
    ]);
  });

  it("leaves out what is no OU of the domain, and what is there twice", () => {
    const pasted = [
      "DistinguishedName",
      "---",
      "",
      ` ${staff} `,
      staff.toLowerCase(),
      `CN=Users,${end}`,
      "OU=A,DC=b",
    ];
    const tree = unitTree(pasted, domain);
    expect(outline(tree)).toEqual([["Staff"]]);
    expect(sizeOf(tree)).toBe(1);
  });

  it("names an OU once, and nothing inside it", () => {
    const [top] = unitTree([staff, sales, team], domain);
    if (!top) throw new Error("no tree");
    const chosen = choose([team, `OU=Contractors,${end}`], top, true);
    expect(chosen).toEqual([`OU=Contractors,${end}`, staff]);
    expect(choose(chosen, top, false)).toEqual([`OU=Contractors,${end}`]);
    expect(keyOf(staff.toLowerCase())).toBe(top.key);
  });

  it("of two thousand is made at once", () => {
    const names = Array.from({ length: 2000 }, (_, at) => `OU=Unit ${at},OU=Floor ${at % 40},${end}`);
    const floors = Array.from({ length: 40 }, (_, at) => `OU=Floor ${at},${end}`);
    const tree = unitTree([...names, ...floors], domain);
    expect(tree).toHaveLength(40);
    expect(sizeOf(tree)).toBe(2040);
  });
});

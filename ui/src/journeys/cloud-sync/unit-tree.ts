import { isInDomain, nameIn, partsOf, sameName } from "../../provisioning/distinguishedName";

/** An organizational unit with those inside it. */
export interface Unit {
  /** Its distinguished name, as it was written. */
  name: string;
  /** What people call it. */
  label: string;
  /** Equal for two ways of writing the name. */
  key: string;
  inside: Unit[];
}

/** The organizational units of a domain as a tree, each level in the order of the alphabet; what is no OU of it is left out. */
export function unitTree(names: readonly string[], domain: string): Unit[] {
  const units = new Map<string, Unit>();
  for (const written of names) {
    const name = written.trim();
    const parts = partsOf(name);
    if (parts?.[0]?.kind !== "OU" || !isInDomain(parts, domain)) continue;
    const key = sameName(parts);
    if (!units.has(key)) units.set(key, { name, label: nameIn(name), key, inside: [] });
  }
  const roots: Unit[] = [];
  for (const unit of units.values()) (holderOf(unit.name, units)?.inside ?? roots).push(unit);
  sort(roots);
  return roots;
}

/** How many organizational units a tree holds. */
export function sizeOf(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + 1 + sizeOf(unit.inside), 0);
}

/** The chosen names with this one chosen or not. What lies inside a chosen OU comes along, so it is not named beside it. */
export function choose(chosen: readonly string[], unit: Unit, isChosen: boolean): string[] {
  const below = new Set<string>();
  const gather = (inner: Unit) => {
    below.add(inner.key);
    inner.inside.forEach(gather);
  };
  gather(unit);
  const others = chosen.filter((name) => !below.has(keyOf(name)));
  return isChosen ? [...others, unit.name] : others;
}

/** The key under which a chosen name is found in the tree. */
export function keyOf(name: string): string {
  const parts = partsOf(name);
  return parts ? sameName(parts) : name;
}

/** The nearest OU above that is known; one whose own OU is not in the list goes to the top. */
function holderOf(name: string, units: ReadonlyMap<string, Unit>): Unit | undefined {
  const parts = partsOf(name) ?? [];
  for (let above = 1; above < parts.length; above += 1) {
    const holder = units.get(sameName(parts.slice(above)));
    if (holder) return holder;
  }
  return undefined;
}

function sort(units: Unit[]) {
  units.sort((one, other) => one.label.localeCompare(other.label));
  for (const { inside } of units) sort(inside);
}

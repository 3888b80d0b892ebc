import type { DemoCompany } from "../ipc/bindings";

/** A demo tenant: whose, and what is special about it. */
export interface Scenario {
  company: string;
  variant: string;
}

/** A company with the number of its people, as sentences name them. */
export function sized(language: string, { name, people }: DemoCompany) {
  return { company: name, people: new Intl.NumberFormat(language).format(people) };
}

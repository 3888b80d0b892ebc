/** The answers for one Cloud Sync configuration, in the form of the set-up file. Rust reads, completes and writes the same form. */
export interface SetupFile {
  causeway: 1;
  journey: "cloud-sync";
  tenant: string;
  name: string;
  domain: string;
  passwordHashSync: boolean;
  inetOrgPersonPasswords: boolean;
  exchangeHybridWriteback: boolean;
  scope: Scope;
  notify: [] | [string];
  accidentalDeletes: { enabled: true; threshold: number } | { enabled: false };
  existing: "adopt" | "leave" | { configuration: string };
  start: boolean;
}

/** Who takes part; names are distinguished names. */
export type Scope = { everyone: true } | { ous: string[] } | { groups: string[] };

/** What can be set up. */
export type Journey = SetupFile["journey"];

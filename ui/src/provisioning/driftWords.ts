import type { DifferenceView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { templateName } from "./stateWords";

const values = ["everyone", "on", "off"] as const;

/** What is there and what the set-up says, in one sentence: the same as on the command line (`causewayctl/src/drift.rs`). */
export function settingDrift(t: Say, { setting, which, is, should }: DifferenceView): string {
  const spoken = (value: string) => {
    const known = values.find((one) => one === value);
    return known ? t(`drift:value.${known}`) : templateName(t, value);
  };
  const filled = { is: spoken(is), should: spoken(should), which: templateName(t, which ?? "") };
  return t(`drift:setting.${setting}.${is === "" ? "missing" : "is"}`, filled);
}

import type { DifferenceView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";

const values = ["everyone", "on", "off"] as const;

/** What is there and what the set-up says, in one sentence: the same as on the command line (`causewayctl/src/drift.rs`). */
export function settingDrift(t: Say, { setting, which, is, should }: DifferenceView): string {
  const spoken = (value: string) => {
    const known = values.find((one) => one === value);
    return known ? t(`drift:value.${known}`) : job(t, value);
  };
  const filled = { is: spoken(is), should: spoken(should), which: job(t, which ?? "") };
  return t(`drift:setting.${setting}.${is === "" ? "missing" : "is"}`, filled);
}

/** What people call a job with this template; what is none keeps its name. */
function job(t: Say, name: string): string {
  return t(`common:value.template.${name}` as "common:value.template.AD2AADProvisioning", {
    defaultValue: name,
  });
}

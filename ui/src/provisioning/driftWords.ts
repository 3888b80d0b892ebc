import { shortDayAndTime } from "../components/dates";
import type { DifferenceView, SettingChange } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { templateName } from "./stateWords";

const values = ["everyone", "on", "off"] as const;

/** What is there and what the set-up says, in one sentence: the same as on the command line (`causewayctl/src/drift.rs`). */
export function settingDrift(t: Say, { setting, which, is, should }: DifferenceView): string {
  const filled = { is: spoken(t, is), should: spoken(t, should), which: templateName(t, which ?? "") };
  return t(`drift:setting.${setting}.${is === "" ? "missing" : "is"}`, filled);
}

/** What is there and what was there before, and who did it where that is known: the same as on the command line. */
export function settingChange(t: Say, language: string, change: SettingChange): string {
  const sentence = changeSentence(t, change);
  if (!change.deed) return sentence;
  const { at, by } = change.deed;
  const when = shortDayAndTime(language, at);
  return by === null
    ? t("drift:since.when", { sentence, when })
    : t("drift:since.by", { sentence, when, by });
}

function changeSentence(t: Say, { setting, which, is, was, names }: SettingChange): string {
  const object = which ?? "";
  if (setting === "mappings")
    return t("drift:since.mappings", { count: names.length, object, names: names.join(", ") });
  if (setting === "running") {
    const form = is === "" ? "gone" : was === "" ? "new" : is === "on" ? "on" : "off";
    return t(`drift:since.running.${form}`, { which: templateName(t, object) });
  }
  const form = is === "" ? "off" : was === "" ? "on" : was === null ? "other" : "is";
  return t(`drift:since.${setting}.${form}`, { is: spoken(t, is), was: spoken(t, was ?? "…") });
}

function spoken(t: Say, value: string): string {
  const known = values.find((one) => one === value);
  return known ? t(`drift:value.${known}`) : templateName(t, value);
}

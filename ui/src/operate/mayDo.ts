import type { Say } from "../locales/i18n";
import type { Words } from "../locales/words";

type KnownRole = keyof Words["operate"]["may"];

/** What the first role that we know lets a person see; Microsoft has many roles that mean nothing here. */
export function mayDo(t: Say, roles: readonly string[]): string {
  const keys = roles.map((role) => role.toLowerCase().replaceAll(" ", "-"));
  const said = keys.map((key) => t(`operate:may.${key as KnownRole}`, { defaultValue: "" }));
  return said.find(Boolean) ?? t("operate:may.other");
}

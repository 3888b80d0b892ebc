import type { Say } from "../../locales/i18n";

/** Microsoft asks for one of these to create the app and to set it up. */
const may = ["cloud application administrator", "application administrator"];

/** What somebody with these roles may do. */
export function mayDo(t: Say, roles: readonly string[]): string {
  const held = roles.map((role) => role.toLowerCase());
  if (held.some((role) => may.includes(role))) return t("galleryApp:may.yes");
  const isGlobal = held.includes("global administrator");
  return t(isGlobal ? "galleryApp:may.global-administrator" : "galleryApp:may.no");
}

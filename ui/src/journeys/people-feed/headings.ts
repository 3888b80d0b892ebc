import type { PeopleColumn } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

/** What a column is called; one without a heading by its place. */
export function headingOf(t: Say, { heading }: PeopleColumn, place: number): string {
  return heading || t("peopleFeed:columns.noHeading", { place: place + 1 });
}

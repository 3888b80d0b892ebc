import { Notices } from "../../../frame/Notices";
import { Page } from "../../../frame/Page";
import type { GalleryAppSetup, RowsView } from "../../../ipc/bindings";
import { type Say, useWords } from "../../../locales/i18n";
import { AskedForMore } from "../../../sign-in/AskedForMore";
import type { PageProps } from "../../../wizard/definition";
import type { Answers } from "../answers";
import { LeftAlone } from "./LeftAlone";
import { RowsList } from "./RowsList";
import { RowsProgress } from "./RowsProgress";
import { goodOf, rowsChanged, rowsHere } from "./rowsHere";
import { SaveResults } from "./SaveResults";
import { useRowsWork } from "./useRowsWork";

/** Every row while it is set up, and what those need that did not come to a good end. */
export function RowsApply({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const { rows: known, table } = rowsHere(view, journey.setup);
  const rows = known && known.work !== "plan" ? known : null;
  const { refused, retry, action } = useRowsWork(ipc, journey, rows, false);
  const tenant = view?.tenant?.name ?? "";
  const working = rows?.working ?? false;
  const good = rows ? goodOf(rows) : 0;
  const next = { label: t("button.next"), act: () => journey.next() };
  return (
    <Page
      visit={journey.visit}
      isWide
      title={titleOf(t, rows, tenant)}
      lead={leadOf(t, rows)}
      changed={{ ...rowsChanged(t, view), more: moreOf(t, rows, good) }}
      beside={rows && !working && <SaveResults ipc={ipc} />}
      back={working ? undefined : () => void journey.review()}
      second={action && !working && good > 0 ? next : undefined}
      action={action ?? { ...next, isPrimary: true, shut: good === 0 }}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={refused ?? rows?.obstacle ?? journey.refused ?? outOfTouch} />
      {rows && <RowsProgress rows={rows} />}
      {rows && <LeftAlone rows={rows} />}
      {rows && <RowsList ipc={ipc} rows={rows} table={table} retry={retry} />}
    </Page>
  );
}

function titleOf(t: Say, rows: RowsView | null, tenant: string): string {
  if (!rows) return t("page.looking.title", { tenant });
  const { total, needsYou, stopped } = rows.counts;
  if (rows.working) return t("galleryApp:rows.titleWorking", { count: total, tenant });
  if (needsYou > 0) return t("galleryApp:rows.titleNeeds", { count: needsYou });
  if (stopped > 0) return t("galleryApp:rows.titleStopped", { count: stopped });
  return t("galleryApp:rows.titleDone", { count: total, tenant });
}

function leadOf(t: Say, rows: RowsView | null): string | undefined {
  if (!rows) return undefined;
  if (rows.working) return t(rows.ending ? "galleryApp:rows.leadEnding" : "galleryApp:rows.leadWorking");
  return rows.counts.needsYou > 0 ? t("galleryApp:rows.leadNeeds") : t("galleryApp:rows.leadDone");
}

function moreOf(t: Say, rows: RowsView | null, good: number): string | undefined {
  if (!rows || rows.working || good > 0) return undefined;
  return t("galleryApp:footer.noneGood");
}

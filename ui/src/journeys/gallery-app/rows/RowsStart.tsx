import { Notices } from "../../../frame/Notices";
import { Page } from "../../../frame/Page";
import type { GalleryAppSetup, RowsView } from "../../../ipc/bindings";
import { type Say, useWords } from "../../../locales/i18n";
import { Meanings } from "../../../wizard/Meanings";
import type { PageProps } from "../../../wizard/definition";
import type { Answers } from "../answers";
import { meaning } from "../meaning";
import { RowsList } from "./RowsList";
import { RowsProgress } from "./RowsProgress";
import { goodOf, rowsChanged, rowsHere } from "./rowsHere";
import { SaveResults } from "./SaveResults";
import { useRowsWork } from "./useRowsWork";

/** Starts the rows that are set up; from here on people are affected. */
export function RowsStart({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const { setup } = journey;
  const { rows: known, table } = rowsHere(view, setup);
  const rows = known && known.work !== "plan" ? known : null;
  const tenant = view?.tenant?.name ?? "";
  const working = rows?.working ?? false;
  const isStarting = rows?.work === "start";
  const isOver = isStarting && !working;
  const ready = rows && !isStarting ? goodOf(rows) : 0;
  const { refused, retry, action } = useRowsWork(ipc, journey, isStarting ? rows : null, true);
  const close = { label: t("button.close"), act: () => journey.goHome() };
  const start = {
    label: t("galleryApp:rows.start", { count: ready }),
    act: () => void journey.enable(),
    isPrimary: true,
    shut: ready === 0,
  };
  return (
    <Page
      visit={journey.visit}
      isWide
      title={titleOf(t, rows, ready, tenant)}
      lead={isOver ? t("galleryApp:rows.leadStarted") : t("galleryApp:rows.leadStart")}
      changed={rowsChanged(t, view)}
      beside={isOver && <SaveResults ipc={ipc} />}
      back={working ? undefined : () => journey.back()}
      second={action && isOver ? close : undefined}
      action={action ?? (isOver ? { ...close, isPrimary: true } : start)}
    >
      <Notices view={view} problem={refused ?? rows?.obstacle ?? journey.refused ?? outOfTouch} />
      {!isStarting && setup && (
        <Meanings
          meanings={meaning(t, setup)}
          change={(at) => journey.go(journey.definition.answersPage, at)}
        />
      )}
      {rows && isStarting && <RowsProgress rows={rows} />}
      {rows && isStarting && <RowsList ipc={ipc} rows={rows} table={table} retry={retry} />}
    </Page>
  );
}

function titleOf(t: Say, rows: RowsView | null, ready: number, tenant: string): string {
  if (rows?.work !== "start") return t("galleryApp:rows.titleStart", { count: ready, tenant });
  const { needsYou, stopped } = rows.counts;
  if (rows.working) return t("galleryApp:rows.titleStarting", { tenant });
  if (needsYou > 0) return t("galleryApp:rows.titleNeeds", { count: needsYou });
  if (stopped > 0) return t("galleryApp:rows.titleStopped", { count: stopped });
  return t("galleryApp:rows.titleStarted", { count: goodOf(rows), tenant });
}

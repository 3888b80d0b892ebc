import { MessageBar, MessageBarBody } from "@fluentui/react-components";

import { Notices } from "../../../frame/Notices";
import { Page } from "../../../frame/Page";
import type { GalleryAppSetup, RowsView } from "../../../ipc/bindings";
import { type Say, useWords } from "../../../locales/i18n";
import { AskedForMore } from "../../../sign-in/AskedForMore";
import type { PageProps } from "../../../wizard/definition";
import type { Answers } from "../answers";
import { RowsList } from "./RowsList";
import { RowsProgress } from "./RowsProgress";
import { rowsChanged, rowsHere } from "./rowsHere";

/** From so many new apps on it matters how many somebody may make. */
const manyApps = 100;

/** The plans of all rows, before anything is written. */
export function RowsReview({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const { rows: known, table } = rowsHere(view, journey.setup);
  const rows = known?.work === "plan" ? known : null;
  const tenant = view?.tenant?.name ?? "";
  const problem = journey.refused ?? rows?.obstacle ?? outOfTouch;
  const isLooking = rows?.working ?? false;
  const good = rows ? rows.counts.willChange + rows.counts.asWanted : 0;
  const isPlan = rows !== null && !isLooking && good > 0 && !rows.obstacle;
  const back = () => {
    if (isLooking) void journey.stop();
    journey.back();
  };
  const apply = {
    label: t("button.apply", { tenant }),
    act: () => void journey.apply(rows?.changes),
    isPrimary: true,
    shut: !isPlan,
  };
  const again = { label: t("button.checkAgain"), act: () => void journey.review(), isPrimary: false };
  return (
    <Page
      visit={journey.visit}
      isWide
      title={titleOf(t, rows, tenant)}
      lead={t("galleryApp:rows.reviewLead")}
      changed={{ ...rowsChanged(t, view), more: isLooking ? t("footer.planGrows") : undefined }}
      back={back}
      action={isLooking || isPlan ? apply : again}
    >
      <AskedForMore view={view} ipc={ipc} />
      <Notices view={view} problem={problem} />
      {rows && <RowsProgress rows={rows} />}
      {isPlan && (
        <p>
          {t("galleryApp:rows.totals", {
            changes: t("galleryApp:rows.changes", { count: rows.changes }),
            rows: t("galleryApp:rows.inRows", { count: rows.counts.willChange }),
          })}
        </p>
      )}
      {isPlan && rows.counts.needsYou > 0 && (
        <p>{t("galleryApp:rows.needYou", { count: rows.counts.needsYou })}</p>
      )}
      {isPlan && rows.counts.willChange > manyApps && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody style={{ whiteSpace: "normal" }}>
            {t("galleryApp:rows.quota", { count: 2 * rows.counts.willChange })}
          </MessageBarBody>
        </MessageBar>
      )}
      {rows && <RowsList ipc={ipc} rows={rows} table={table} retry={() => undefined} />}
    </Page>
  );
}

function titleOf(t: Say, rows: RowsView | null, tenant: string): string {
  if (!rows || rows.working) return t("page.looking.title", { tenant });
  const { willChange, needsYou } = rows.counts;
  if (willChange > 0) return t("galleryApp:rows.reviewTitle", { count: willChange, tenant });
  if (needsYou > 0) return t("galleryApp:rows.titleNeeds", { count: needsYou });
  return t("page.nothingToDo.title", { tenant });
}

import { useWords } from "../../locales/i18n";
import { Page } from "../../wizard/Page";
import type { PageProps } from "./journey";
import { Notices } from "./notices";
import { Promises } from "./promises";

/** What this is about, before anything is asked. */
export function Welcome({ view, journey, outOfTouch }: PageProps) {
  const { t } = useWords();
  const tenant = view?.tenant?.name;
  const isReady = tenant !== undefined && journey.setup !== null;
  return (
    <Page
      visit={journey.visit}
      title={tenant === undefined ? t("page.starting.title") : t("page.ready.title", { tenant })}
      lead={tenant === undefined ? t("page.starting.lead") : t("page.ready.lead")}
      changed={{
        anything: false,
        sentence: t("footer.nothingYet"),
        more: isReady ? undefined : t("footer.opensSoon"),
      }}
      action={{
        label: t("button.begin"),
        act: () => journey.go("choose"),
        isPrimary: true,
        shut: !isReady,
      }}
    >
      <Notices view={view} problem={journey.refused ?? outOfTouch} />
      <Promises />
    </Page>
  );
}

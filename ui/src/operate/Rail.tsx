import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowSortRegular } from "@fluentui/react-icons";

import { useNow } from "../components/useNow";
import { type RailPage, StepRail } from "../frame/StepRail";
import type { AppView } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { iconOfLevel } from "../provisioning/StatusJobs";
import { appPage, appsPage, isHeld, lookPage, tenantsPage } from "../wizard/pages";
import type { JourneyState } from "../wizard/useJourney";
import { nameOf, openOf, wordsOf } from "./found";
import { useCalmOrder } from "./useCalmOrder";

/** Entries of pages that are about no configuration. */
const places: Record<string, string> = {
  [tenantsPage]: tenantsPage,
  [appsPage]: appsPage,
  [appPage]: appsPage,
};

interface RailProps {
  view: AppView | null;
  journey: JourneyState;
}

/** The configurations of the tenant, the worst first. The order never changes under the pointer. */
export function Rail({ view, journey }: RailProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const now = useNow(true);
  const status = view?.status?.wholeTenant ? view.status : null;
  const { rail, sorted, moved, sortAgain } = useCalmOrder(status?.configurations ?? []);
  const tenants = view?.operate.tenants ?? [];
  const all: RailPage = {
    id: tenantsPage,
    name: t("operate:all.name"),
    answer: String(tenants.length),
    state: iconOfLevel[tenants[0]?.level ?? "fine"],
    visited: true,
    go: isHeld(view) ? undefined : () => journey.go(tenantsPage),
  };
  const several = tenants.length > 1 ? [{ caption: t("operate:all.rail"), pages: [all] }] : [];
  const worst = view?.apps?.found[0];
  const everything: RailPage = {
    id: appsPage,
    name: t("apps:name"),
    state: worst ? iconOfLevel[worst.level] : "to-come", // nobody has asked yet, or there is nothing
    visited: true,
    go: isHeld(view) ? undefined : () => journey.go(appsPage),
  };
  const apps = status ? [{ caption: t("apps:rail"), pages: [everything] }] : [];
  const page = journey.page?.id;
  if (!status && several.length === 0) return null;
  const entry = (found: (typeof sorted)[number]): RailPage => ({
    id: found.id,
    name: nameOf(found),
    answer: wordsOf(t, language, found, now).short,
    state: iconOfLevel[found.level],
    visited: true,
    go: isHeld(view) ? undefined : () => journey.go(lookPage, found.id),
  });
  const own = sorted.length > 0 ? [{ caption: t("operate:page.rail"), pages: sorted.map(entry) }] : [];
  return (
    <StepRail
      rail={rail}
      label={t("operate:page.railLabel")}
      groups={[...several, ...own, ...apps]}
      current={places[page ?? ""] ?? openOf(status, journey.at)?.id ?? ""}
    >
      {moved > 0 && (
        <Button size="small" className={styles.sort} icon={<ArrowSortRegular />} onClick={sortAgain}>
          {t("operate:page.moved", { count: moved })}
        </Button>
      )}
    </StepRail>
  );
}

const useStyles = makeStyles({
  sort: { marginTop: tokens.spacingVerticalS, marginInlineStart: tokens.spacingHorizontalS },
});

import { makeStyles, Subtitle2, tokens, typographyStyles } from "@fluentui/react-components";
import { EyeRegular, PulseRegular, ShieldCheckmarkRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import { begunRuns, changedSoFar } from "../frame/begun";
import { Icon } from "../components/Icon";
import type { AppView, Problem } from "../ipc/bindings";
import type { Journey } from "../ipc/setup";
import { lazyPart } from "../components/lazy";
import { useDemo } from "../ipc/demo";
import { useWords } from "../locales/i18n";
import { LanguageButton } from "../settings/buttons";
import { low, narrow } from "../frame/layout";
import { useArrival } from "../frame/useArrival";
import type { JourneyDefinition } from "../wizard/definition";
import type { JourneyState } from "../wizard/useJourney";
import { Promises } from "./Promises";
import type { Scenario } from "./scenario";
import { TenantChoice } from "./TenantChoice";
import { WelcomeCard } from "./WelcomeCard";

interface WelcomeProps {
  view: AppView | null;
  /** What is in hand: whose tenant, and which runs can be gone on with. */
  journey: JourneyState;
  /** Everything that can be set up. */
  journeys: readonly JourneyDefinition[];
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** What this is about, before anything is asked: what to do, and where. */
export function Welcome({ view, journey, journeys, outOfTouch }: WelcomeProps) {
  const { t } = useWords();
  const styles = useStyles();
  const title = useArrival(journey.visit);
  const what = useId();
  const name = useId();
  const demo = useDemo();
  const [chosen, setChosen] = useState<Scenario | null>(null);
  const [starting, setStarting] = useState<Journey | "operate" | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);

  const changed = changedSoFar(t, view);

  const begin = async (wanted: Journey | "operate") => {
    const other = !journey.isOwn && chosen && isOther(chosen, demo.view) ? chosen : null;
    if (other) {
      setRefused(null);
      setStarting(wanted);
      const problem = await demo.choose(`${other.company}/${other.variant}`);
      setStarting(null);
      setRefused(problem);
      if (problem) return;
    }
    if (wanted === "operate") journey.operate();
    else journey.begin(wanted);
  };
  return (
    <>
      <main className={styles.content} aria-labelledby={name} data-region tabIndex={0}>
        <div className={styles.notices}>
          <Notices view={view} problem={refused ?? journey.refused ?? demo.problem ?? outOfTouch} />
          <Owed acts={view?.owed ?? []} here={view?.tenant?.id} goOn={journey.goOnWith} />
          <Unfinished runs={begunRuns(view)} resume={journey.resume} />
        </div>
        <div className={styles.columns}>
          <h1 ref={title} id={name} tabIndex={-1} className={styles.headline}>
            {t("welcome:headline")}
          </h1>
          <div className={styles.choices}>
            <section aria-labelledby={what}>
              <Subtitle2 as="h2" id={what} className={styles.heading}>
                {t("welcome:what")}
              </Subtitle2>
              <ul className={styles.cards}>
                {journeys.map((definition) => (
                  <li key={definition.id}>
                    <WelcomeCard
                      icon={definition.icon}
                      title={t(`journeys:${definition.id}.card.title`)}
                      text={t(`journeys:${definition.id}.card.text`)}
                      effort={t(`journeys:${definition.id}.card.effort`)}
                      isFirst
                      isStarting={starting === definition.id}
                      isHeld={starting !== null}
                      begin={() => void begin(definition.id)}
                    />
                  </li>
                ))}
                <li>
                  <WelcomeCard
                    icon={PulseRegular}
                    title={t("welcome:operate.title")}
                    text={t("welcome:operate.text")}
                    isFirst={false}
                    isStarting={starting === "operate"}
                    isHeld={starting !== null}
                    begin={() => void begin("operate")}
                  />
                </li>
              </ul>
            </section>
            <TenantChoice
              demo={demo.view ?? null}
              chosen={chosen}
              choose={setChosen}
              isOwn={journey.isOwn}
              setOwn={journey.setOwn}
            />
          </div>
          <Promises />
        </div>
      </main>
      <footer className={styles.footer} aria-label={t("region.footer")} data-region tabIndex={-1}>
        <LanguageButton />
        <span className={styles.changed}>
          <Icon icon={changed.anything ? ShieldCheckmarkRegular : EyeRegular} />
          {changed.sentence}
        </span>
      </footer>
    </>
  );
}

function isOther(chosen: Scenario, running: Scenario | null | undefined): boolean {
  return chosen.company !== running?.company || chosen.variant !== running.variant;
}

const Notices = lazyPart(async () => (await import("../frame/Notices")).Notices);
const Owed = lazyPart(async () => (await import("../wizard/Owed")).Owed);
const Unfinished = lazyPart(async () => (await import("../wizard/Unfinished")).Unfinished);

const useStyles = makeStyles({
  content: {
    gridColumn: "1 / 3",
    gridRow: "1 / 3",
    display: "flex",
    flexDirection: "column",
    minHeight: 0,
    overflowY: "auto",
    overflowX: "hidden",
    padding: `${tokens.spacingVerticalXXL} 40px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: tokens.spacingHorizontalL },
  },
  notices: { boxSizing: "border-box", width: "100%", maxWidth: "1000px", marginInline: "auto" },
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 5fr) minmax(0, 6fr)",
    gridTemplateRows: "auto 1fr",
    columnGap: "80px",
    rowGap: "36px",
    width: "100%",
    maxWidth: "1000px",
    // Centred where there is room, and never cut off at the top where there is none.
    margin: "auto",
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)", rowGap: tokens.spacingVerticalXXL },
  },
  // Beside headline and promises; where there is one column, between them: what can be done is seen first.
  choices: {
    gridColumn: "2",
    gridRow: "1 / 3",
    display: "flex",
    flexDirection: "column",
    rowGap: "36px",
    minWidth: 0,
    [narrow]: { gridColumn: "1", gridRow: "2" },
  },
  headline: {
    ...typographyStyles.title1,
    margin: 0,
    textWrap: "balance",
    overflowWrap: "anywhere",
    [narrow]: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  },
  cards: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  heading: { display: "block", margin: `0 0 ${tokens.spacingVerticalM}` },
  footer: {
    gridColumn: "1 / 3",
    gridRow: "3",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    minHeight: "56px",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { minHeight: "44px", paddingInline: tokens.spacingHorizontalS },
    [low]: { position: "sticky", bottom: 0 },
  },
  changed: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
});

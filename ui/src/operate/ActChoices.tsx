import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";

import { useCardButton } from "../components/cardButton";
import { Disclosure } from "../components/Disclosure";
import type { ConfigurationStatus } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { type ActName, actOn, choicesOf, recommendedOf } from "./act";
import { nameOf, wordsOf } from "./found";

interface ActChoicesProps {
  found: ConfigurationStatus;
  now: number;
  choose: (act: ActName) => void;
}

/** Each way with its price. Choosing one only looks. */
export function ActChoices({ found, now, choose }: ActChoicesProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { usual, last, more } = choicesOf(found);
  const isKnown = (act: ActName) => actOn(found, act) !== null;
  const list = (acts: readonly ActName[]) => (
    <ul className={styles.list}>
      {acts.filter(isKnown).map((act) => (
        <li key={act}>
          <Choice act={act} found={found} choose={() => choose(act)} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <p className={styles.state}>{wordsOf(t, language, found, now).title}.</p>
      {found.choice === "decide" && <p>{t("operate:act.decide")}</p>}
      {!usual.every(isKnown) && <p>{t("operate:act.numberUnknown")}</p>}
      {list(usual)}
      {last.length > 0 && <Disclosure label={t("operate:act.last")}>{list(last)}</Disclosure>}
      <Disclosure label={t("operate:act.more")}>{list(more)}</Disclosure>
    </>
  );
}

function Choice({ act, found, choose }: { act: ActName; found: ConfigurationStatus; choose: () => void }) {
  const { t } = useWords();
  const styles = useStyles();
  const button = useCardButton();
  const values = { domain: nameOf(found) };
  return (
    <button type="button" className={mergeClasses(button.card, styles.card)} onClick={choose} data-act={act}>
      <span className={styles.words}>
        <span className={styles.title}>
          {t(`operate:way.${act}.title`, values)}
          {recommendedOf(found) === act && (
            <Badge appearance="tint" color="brand">
              {t("operate:act.fits")}
            </Badge>
          )}
        </span>
        <span className={styles.text}>{t(`operate:way.${act}.does`, values)}</span>
        <span className={styles.price}>{t(`operate:way.${act}.price`, values)}</span>
      </span>
      <ChevronRightRegular aria-hidden className={button.chevron} />
    </button>
  );
}

const useStyles = makeStyles({
  state: { margin: `0 0 ${tokens.spacingVerticalM}`, fontWeight: tokens.fontWeightSemibold },
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: 0,
    listStyleType: "none",
  },
  card: {
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  title: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { color: tokens.colorNeutralForeground1 },
  price: { color: tokens.colorNeutralForeground2 },
});

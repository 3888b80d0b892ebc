import { makeStyles, mergeClasses, Radio, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";

import { Hint } from "../../components/Hint";
import type { PeopleView } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { encodingOf } from "./fileWords";

interface LettersProps {
  people: PeopleView;
  choose: (encoding: string) => void;
}

/** The same names in several encodings, side by side: one look tells which is right. */
export function Letters({ people, choose }: LettersProps) {
  const { t } = useWords();
  const styles = useStyles();
  const name = useId();
  const chosen = people.kind?.kind === "text" ? people.kind.encoding : "";
  return (
    <section className={styles.section} aria-labelledby={name}>
      <Subtitle2 as="h2" id={name} block className={styles.title}>
        {t("peopleFeed:file.names")}
      </Subtitle2>
      <Hint>{t("peopleFeed:file.namesHint")}</Hint>
      <RadioGroup
        className={styles.group}
        aria-labelledby={name}
        value={chosen}
        onChange={(_, { value }) => choose(value)}
      >
        {people.letters.map(({ encoding, cells }) => (
          <div
            key={encoding}
            className={mergeClasses(styles.card, encoding === chosen && styles.chosen)}
            data-letters={encoding}
          >
            <Radio value={encoding} label={encodingOf(t, encoding)} />
            <ul className={styles.cells}>
              {cells.map((cell, at) => (
                <li key={at}>{cell}</li>
              ))}
            </ul>
          </div>
        ))}
      </RadioGroup>
    </section>
  );
}

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXXL },
  title: { margin: 0 },
  group: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 1fr))",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
  },
  card: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  chosen: { border: `1px solid ${tokens.colorBrandStroke1}` },
  cells: { margin: 0, paddingInlineStart: "40px", listStyleType: "none", overflowWrap: "anywhere" },
});

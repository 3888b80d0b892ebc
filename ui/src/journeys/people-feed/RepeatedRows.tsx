import { makeStyles, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";

import { useWords } from "../../locales/i18n";
import { Choice } from "../../wizard/Choice";
import type { Repeats } from "./answers";

const hints = { stop: "stopHint", last: "lastHint", "leave-out": "leaveOutHint" } as const;
const ways = Object.keys(hints) as Repeats[];

interface RepeatedRowsProps {
  said: Repeats;
  say: (repeats: Repeats) => void;
}

/** Which row counts where several have one number: sent one after the other, the last would overwrite the others. */
export function RepeatedRows({ said, say }: RepeatedRowsProps) {
  const { t } = useWords();
  const styles = useStyles();
  const title = t("peopleFeed:repeats.title");
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2" block className={styles.title}>
        {title}
      </Subtitle2>
      <RadioGroup
        aria-label={title}
        value={said}
        onChange={(_, { value }) => {
          const way = ways.find((one) => one === value);
          if (way) say(way);
        }}
      >
        {ways.map((way) => (
          <Choice
            key={way}
            value={way}
            label={t(`peopleFeed:repeats.${way}`)}
            hint={t(`peopleFeed:repeats.${hints[way]}`)}
          />
        ))}
      </RadioGroup>
    </section>
  );
}

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXXL },
  title: { margin: 0 },
});

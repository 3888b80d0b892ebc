import { Button, Dropdown, Field, makeStyles, Option, Subtitle2, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useCard } from "../../components/card";
import { day } from "../../components/dates";
import { Hint } from "../../components/Hint";
import type { PeopleTarget, PeopleView } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { usePersonOfFile, type WantedPerson } from "./usePeople";

/** Stands for whoever comes next. */
const anyone = "anyone";

interface PersonCardProps {
  ipc: Ipc;
  people: PeopleView;
  /** What is sent of people, in the order of the file. */
  sent: readonly PeopleTarget[];
}

/** One person of the file as they will look, and arrows to the next and the one before. */
export function PersonCard({ ipc, people, sent }: PersonCardProps) {
  const { t, language } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const [wanted, setWanted] = useState<WantedPerson>({ from: 1, lacking: null });
  const found = usePersonOfFile(ipc, people, wanted);
  const person = found === "none" ? null : found;
  const isDate = (target: PeopleTarget) => target === "hire-date" || target === "leave-date";
  const lacked = wanted.lacking ?? anyone;

  return (
    <section className={`${card} ${styles.card}`} aria-label={t("peopleFeed:columns.person")} data-person>
      <Subtitle2 as="h2" block className={styles.title}>
        {t("peopleFeed:columns.person")}
      </Subtitle2>
      <div className={styles.way}>
        <Button
          size="small"
          icon={<ChevronLeftRegular />}
          aria-label={t("peopleFeed:columns.before")}
          disabledFocusable={!person || person.place <= 1}
          onClick={() => {
            if (person) setWanted({ from: person.place - 1, lacking: null });
          }}
        />
        <Button
          size="small"
          icon={<ChevronRightRegular />}
          aria-label={t("peopleFeed:columns.after")}
          disabledFocusable={!person}
          onClick={() => {
            if (person) setWanted({ ...wanted, from: person.place + 1 });
          }}
        />
        <span className={styles.place} aria-live="polite">
          {person &&
            `${t("peopleFeed:columns.place", {
              place: person.place,
              people: people.examined?.people ?? people.read,
            })}, ${t("peopleFeed:columns.rowOf", { row: person.row })}`}
          {found === null && t("peopleFeed:columns.looking")}
          {found === "none" && t("peopleFeed:columns.nobody")}
        </span>
      </div>
      <dl className={styles.values}>
        {person?.values.map(({ target, value, unfit }) => (
          <div key={target} className={styles.value}>
            <dt className={styles.name}>{t(`peopleFile:target.${target}`)}</dt>
            <dd className={styles.said}>
              {isDate(target) && !unfit ? day(language, `${value}T12:00:00`) : value}
              {unfit && <Hint>{t("peopleFeed:columns.unfit")}</Hint>}
            </dd>
          </div>
        ))}
      </dl>
      {person?.word != null && <Hint>{t("peopleFeed:columns.word", { word: person.word })}</Hint>}
      <Field label={t("peopleFeed:columns.lacking")} size="small" className={styles.lacking}>
        <Dropdown
          size="small"
          style={{ minWidth: 0 }}
          selectedOptions={[lacked]}
          value={
            wanted.lacking === null
              ? t("peopleFeed:columns.anyone")
              : t(`peopleFile:target.${wanted.lacking}`)
          }
          onOptionSelect={(_, { optionValue }) => {
            const lacking = sent.find((target) => target === optionValue) ?? null;
            setWanted({ from: 1, lacking });
          }}
        >
          <Option value={anyone}>{t("peopleFeed:columns.anyone")}</Option>
          {sent.map((target) => (
            <Option key={target} value={target}>
              {t(`peopleFile:target.${target}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </section>
  );
}

const useStyles = makeStyles({
  card: { position: "sticky", top: 0, padding: tokens.spacingHorizontalL, minWidth: 0 },
  title: { margin: 0 },
  way: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    marginBlock: tokens.spacingVerticalS,
  },
  place: {
    flexGrow: 1,
    flexBasis: "120px",
    marginInlineStart: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  values: { margin: 0 },
  value: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr)",
    columnGap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXXS,
    overflowWrap: "anywhere",
  },
  name: { color: tokens.colorNeutralForeground3 },
  said: { margin: 0 },
  lacking: { marginTop: tokens.spacingVerticalM },
});

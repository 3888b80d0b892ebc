import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";

import { Hint } from "../../components/Hint";
import type { GalleryEntry } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { Words } from "../../locales/words";
import { Letters } from "./Letters";

/** Names of a list that are told one by one. */
const mostNames = 5;

/** Others cannot be chosen. */
type Chosen = keyof Words["galleryApp"]["means"];

/** What is known of the app that was chosen. */
export function Chosen({ entry, tenant }: { entry: GalleryEntry; tenant: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useId();
  const { row, named, description, warning } = entry;
  const name = row.kind === "own" ? t("galleryApp:app.own") : row.name;
  const more = named.length - mostNames;
  return (
    <section className={styles.card} aria-labelledby={heading} data-chosen={row.id}>
      <div className={styles.head}>
        <Letters name={name} size={48} />
        <Subtitle2 as="h2" id={heading} className={styles.title}>
          {name}
        </Subtitle2>
      </div>
      <p className={styles.text}>{t(`galleryApp:means.${row.kind as Chosen}`, { app: name })}</p>
      {warning === "many-aws" && <p className={styles.text}>{t("galleryApp:warning.many-aws")}</p>}
      {named.length > 0 && (
        <p className={styles.text}>
          {t("galleryApp:app.already", { tenant, count: row.instances })}:{" "}
          {named.slice(0, mostNames).join(", ")}
          {more > 0 && ` ${t("galleryApp:app.alreadyMore", { count: more })}`}
        </p>
      )}
      {description && row.kind !== "own" && <Hint>{t("galleryApp:app.says", { text: description })}</Hint>}
    </section>
  );
}

const useStyles = makeStyles({
  card: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflowWrap: "anywhere",
  },
  head: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  title: { margin: 0 },
  text: { margin: `${tokens.spacingVerticalM} 0 0` },
});

import { makeStyles, tokens } from "@fluentui/react-components";

interface NamedFact {
  name: string;
  value: string;
  /** The same in other words, or what else there is to it. */
  more?: string | undefined;
}

/** Up to four facts side by side, as far as there is room. */
export function FactRow({ facts }: { facts: readonly NamedFact[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.row}>
      {facts.map(({ name, value, more }) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            <div className={styles.strong}>{value}</div>
            {more && <div className={styles.more}>{more}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(170px, 1fr))",
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  fact: { minWidth: 0, overflowWrap: "anywhere" },
  name: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  value: { margin: 0 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  more: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: "tabular-nums",
  },
});

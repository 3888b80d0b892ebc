import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRepeatAllRegular, ClipboardTaskListLtrRegular, EyeRegular } from "@fluentui/react-icons";
import { useWords } from "../../locales/i18n";

/** What a newcomer can rely on before the first press. */
export function Promises() {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {promises.map(({ key, Icon }) => (
        <li key={key} className={styles.promise}>
          <Icon aria-hidden width={24} height={24} className={styles.icon} />
          <div>
            <div className={styles.title}>{t(`welcome:promise.${key}.title`)}</div>
            <div className={styles.text}>{t(`welcome:promise.${key}.text`)}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

const promises = [
  { key: "looks", Icon: EyeRegular },
  { key: "plan", Icon: ClipboardTaskListLtrRegular },
  { key: "once", Icon: ArrowRepeatAllRegular },
] as const;

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXXL,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  promise: { display: "flex", columnGap: tokens.spacingHorizontalL },
  icon: { flexShrink: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
  text: { color: tokens.colorNeutralForeground2 },
});

import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRepeatAllRegular, ClipboardTaskListLtrRegular, EyeRegular } from "@fluentui/react-icons";
import { Icon } from "../components/Icon";
import { useWords } from "../locales/i18n";

/** What a newcomer can rely on before the first press. */
export function Promises() {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {promises.map(({ key, icon }) => (
        <li key={key} className={styles.promise}>
          <Icon icon={icon} size={24} />
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
  { key: "looks", icon: EyeRegular },
  { key: "plan", icon: ClipboardTaskListLtrRegular },
  { key: "once", icon: ArrowRepeatAllRegular },
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
  title: { fontWeight: tokens.fontWeightSemibold },
  text: { color: tokens.colorNeutralForeground2 },
});

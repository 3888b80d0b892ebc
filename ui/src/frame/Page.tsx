import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { EyeRegular, ShieldCheckmarkRegular } from "@fluentui/react-icons";
import { type ReactNode, useEffect, useId } from "react";
import { Icon } from "../components/Icon";
import { useWords } from "../locales/i18n";

import { low, narrow } from "./layout";
import { useArrival } from "./useArrival";

/** The one button of the footer. It stays the same element when its word changes, so the focus stays too. */
export interface MainAction {
  label: string;
  act: () => void;
  isPrimary: boolean;
  /** It takes something away for good. */
  isDanger?: boolean;
  /** Shut, but reachable; the footer's second line says what opens it. */
  shut?: boolean;
}

interface PageProps {
  /** The news, not the name of the page. */
  title: string;
  lead?: string | undefined;
  /** A small action that concerns the whole page, beside its title. */
  beside?: ReactNode;
  /** Rises when the person comes here: reading begins at the title. */
  visit: number;
  /** What has been changed so far, on every page. */
  changed: { sentence: string; more?: ReactNode; anything: boolean };
  /** To the page before this one, by button or Alt+←; absent where there is none to go to. */
  back?: (() => void) | undefined;
  /** What else can be done from here, such as going on without this page. */
  second?: { label: string; act: () => void } | undefined;
  action: MainAction;
  /** Its content is a table: it takes the room there is. */
  isWide?: boolean;
  children: ReactNode;
}

/** Title, lead, content, and the footer that always says what has been changed. */
export function Page({ title, lead, beside, visit, changed, back, second, action, isWide, children }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useArrival(visit);
  const name = useId();
  useBackKey(back);

  return (
    <>
      {/* Focusable, so that the keyboard can scroll it. */}
      <main className={styles.content} aria-labelledby={name} data-region tabIndex={0}>
        <div className={mergeClasses(styles.column, isWide && styles.wide)}>
          <div className={styles.head}>
            <h1 ref={heading} id={name} tabIndex={-1} className={styles.title}>
              {title}
            </h1>
            {beside && <div className={styles.beside}>{beside}</div>}
          </div>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
        </div>
      </main>
      <footer className={styles.footer} aria-label={t("region.footer")} data-region tabIndex={-1}>
        <Icon icon={changed.anything ? ShieldCheckmarkRegular : EyeRegular} />
        <div className={styles.changed}>
          <div>{changed.sentence}</div>
          {changed.more && <div className={styles.more}>{changed.more}</div>}
        </div>
        <div className={styles.actions}>
          {back && (
            <Button size="large" className={styles.action} onClick={back} aria-keyshortcuts="Alt+ArrowLeft">
              {t("button.back")}
            </Button>
          )}
          {second && (
            <Button size="large" className={styles.action} onClick={second.act}>
              {second.label}
            </Button>
          )}
          <Button
            size="large"
            className={mergeClasses(styles.action, action.isDanger && !action.shut && styles.danger)}
            appearance={action.isPrimary ? "primary" : "secondary"}
            disabledFocusable={action.shut ?? false}
            onClick={action.act}
          >
            {action.label}
          </Button>
        </div>
      </footer>
    </>
  );
}

function useBackKey(back: (() => void) | undefined) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.key !== "ArrowLeft") return;
      event.preventDefault();
      back?.();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [back]);
}

const useStyles = makeStyles({
  content: {
    gridColumn: "2",
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    gridRow: "2",
    minHeight: 0,
    overflowY: "auto",
    overflowX: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
    padding: `28px ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXL} 40px`,
    [narrow]: {
      padding: `16px ${tokens.spacingHorizontalL}`,
      borderTopLeftRadius: "0",
      borderLeftStyle: "none",
    },
  },
  column: { maxWidth: "752px" },
  wide: { maxWidth: "1120px" },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
  },
  beside: { flexShrink: 0, paddingTop: "2px" },
  title: {
    ...typographyStyles.title2,
    flexGrow: 1,
    flexBasis: "300px",
    minWidth: 0,
    margin: 0,
    textWrap: "balance",
    overflowWrap: "anywhere",
    [narrow]: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  },
  lead: {
    maxWidth: "704px",
    margin: `6px 0 ${tokens.spacingVerticalXL}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    color: tokens.colorNeutralForeground2,
  },
  footer: {
    gridColumn: "2",
    gridRow: "3",
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    minHeight: "64px",
    backgroundColor: tokens.colorNeutralBackground1,
    boxSizing: "border-box",
    columnGap: tokens.spacingHorizontalMNudge,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalS} 40px`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { minHeight: "52px", padding: `6px ${tokens.spacingHorizontalL}` },
    [low]: { position: "sticky", bottom: 0 },
  },
  changed: { flexGrow: 1, flexBasis: "200px" },
  // When the words are long the buttons wrap as one, and the main one stays last at the right.
  actions: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "flex-end",
    marginInlineStart: "auto",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalMNudge}`,
  },
  more: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    ":hover": { backgroundColor: tokens.colorStatusDangerBackground3Hover },
    ":hover:active": { backgroundColor: tokens.colorStatusDangerBackground3Pressed },
  },
  action: { fontSize: tokens.fontSizeBase300, minHeight: "32px", paddingBlock: "5px" },
});

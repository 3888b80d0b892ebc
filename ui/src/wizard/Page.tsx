import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { EyeRegular, ShieldCheckmarkRegular } from "@fluentui/react-icons";
import { type ReactNode, type Ref, useImperativeHandle, useRef } from "react";
import { useWords } from "../locales/i18n";

import { narrow } from "./layout";

/** The one button of the footer. It stays the same element when its word changes, so the focus stays too. */
export interface MainAction {
  label: string;
  act: () => void;
  isPrimary: boolean;
  /** Shut, but reachable; the footer's second line says what opens it. */
  shut?: boolean;
}

interface PageProps {
  /** The news, not the name of the page. */
  title: string;
  lead?: string | undefined;
  /** What has been changed so far, on every page. */
  changed: { sentence: string; more?: string | undefined; anything: boolean };
  action: MainAction;
  children: ReactNode;
  ref?: Ref<PageHandle>;
}

export interface PageHandle {
  /** Where a newcomer to the page begins to read. */
  focusTitle: () => void;
}

/** Title, lead, content, and the footer that always says what has been changed. */
export function Page({ title, lead, changed, action, children, ref }: PageProps) {
  const { t } = useWords();
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useImperativeHandle(ref, () => ({ focusTitle: () => heading.current?.focus() }), []);

  return (
    <>
      {/* Focusable, so that the keyboard can scroll it. */}
      <main className={styles.content} data-region tabIndex={0}>
        <div className={styles.column}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
        </div>
      </main>
      <footer className={styles.footer} aria-label={t("region.footer")} data-region tabIndex={-1}>
        {changed.anything ? (
          <ShieldCheckmarkRegular className={styles.icon} aria-hidden />
        ) : (
          <EyeRegular className={styles.icon} aria-hidden />
        )}
        <div className={styles.changed}>
          <div>{changed.sentence}</div>
          {changed.more && <div className={styles.more}>{changed.more}</div>}
        </div>
        <Button
          size="large"
          className={styles.action}
          appearance={action.isPrimary ? "primary" : "secondary"}
          disabledFocusable={action.shut ?? false}
          onClick={action.act}
        >
          {action.label}
        </Button>
      </footer>
    </>
  );
}

const useStyles = makeStyles({
  content: {
    gridColumn: "1",
    gridRow: "1",
    minHeight: 0,
    overflowY: "auto",
    overflowX: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
    padding: `28px ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXL} 40px`,
    [narrow]: { padding: `16px ${tokens.spacingHorizontalL}` },
  },
  column: { maxWidth: "752px" },
  title: {
    ...typographyStyles.title2,
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
    gridColumn: "1",
    gridRow: "2",
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
  },
  icon: { fontSize: "20px", flexShrink: 0 },
  changed: { flexGrow: 1, flexBasis: "200px" },
  more: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  action: { fontSize: tokens.fontSizeBase300, minHeight: "32px", paddingBlock: "5px" },
});

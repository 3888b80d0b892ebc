import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";

interface BegunBarProps {
  /** That of something which is not as it was stays a warning. */
  intent?: "info" | "warning";
  title: string;
  children: ReactNode;
  /** The way to go on, where it is in this window. */
  goOn?: { label: string; act: () => void };
  /** By which tests find it. */
  code?: string;
}

/** Something that was begun and not ended. */
export function BegunBar({ intent = "info", title, children, goOn, code }: BegunBarProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar} data-begun={code}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{title}.</MessageBarTitle> {children}
      </MessageBarBody>
      {goOn && (
        <MessageBarActions>
          <Button appearance="primary" onClick={goOn.act}>
            {goOn.label}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  words: { overflowWrap: "anywhere", whiteSpace: "normal" },
});

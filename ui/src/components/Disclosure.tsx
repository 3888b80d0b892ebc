import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons";
import { type ReactNode, useId, useState } from "react";

interface DisclosureProps {
  label: string;
  /** The label as it is read out, where several buttons look alike; begins with it. */
  spoken?: string;
  /** Evidence beside the label that stays in sight. */
  beside?: ReactNode;
  /** Called when it is unfolded, each time. */
  onOpen?: () => void;
  children: ReactNode;
}

/** A small button that unfolds what only some people need. */
export function Disclosure({ label, spoken, beside, onOpen, children }: DisclosureProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const content = useId();
  return (
    <>
      <div className={styles.line}>
        <Button
          appearance="subtle"
          size="small"
          aria-label={spoken}
          aria-expanded={open}
          aria-controls={content}
          icon={<ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.turned)} />}
          onClick={() => {
            if (!open) onOpen?.();
            setOpen(!open);
          }}
        >
          {label}
        </Button>
        {beside}
      </div>
      <div id={content} hidden={!open}>
        {children}
      </div>
    </>
  );
}

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  chevron: {
    transitionProperty: "transform",
    transitionDuration: tokens.durationNormal,
    transitionTimingFunction: tokens.curveDecelerateMid,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  turned: { transform: "rotate(90deg)" },
});

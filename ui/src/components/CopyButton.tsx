import { Button } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";

import { useCopy } from "./useCopy";

interface CopyButtonProps {
  label: string;
  copied: string;
  /** What is copied, where several such buttons stand together. */
  of?: string;
  /** Asked for only when the button is pressed. */
  text: () => string;
  appearance?: "subtle" | "secondary";
}

/** Copies a text; its own label says so for two seconds. */
export function CopyButton({ label, copied, of, text, appearance = "subtle" }: CopyButtonProps) {
  const [justCopied, copy] = useCopy(copied);
  return (
    <Button
      appearance={appearance}
      size="small"
      icon={<CopyRegular />}
      aria-label={of === undefined ? undefined : `${justCopied ? copied : label}: ${of}`}
      onClick={() => void copy(text())}
    >
      {justCopied ? copied : label}
    </Button>
  );
}

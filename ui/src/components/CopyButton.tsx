import { Button } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";

import { useCopy } from "./useCopy";

interface CopyButtonProps {
  label: string;
  copied: string;
  /** Asked for only when the button is pressed. */
  text: () => string;
  appearance?: "subtle" | "secondary";
}

/** Copies a text; its own label says so for two seconds. */
export function CopyButton({ label, copied, text, appearance = "subtle" }: CopyButtonProps) {
  const [justCopied, copy] = useCopy(copied);
  return (
    <Button appearance={appearance} size="small" icon={<CopyRegular />} onClick={() => void copy(text())}>
      {justCopied ? copied : label}
    </Button>
  );
}

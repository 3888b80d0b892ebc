import { Button } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";

import { useAnnounce } from "./Announcer";

interface CopyButtonProps {
  label: string;
  copied: string;
  /** Asked for only when the button is pressed. */
  text: () => string;
}

/** Copies a text; its own label says so for two seconds. */
export function CopyButton({ label, copied, text }: CopyButtonProps) {
  const announce = useAnnounce();
  const [justCopied, setJustCopied] = useState(false);
  useEffect(() => {
    if (!justCopied) return;
    const back = setTimeout(() => setJustCopied(false), 2000);
    return () => clearTimeout(back);
  }, [justCopied]);

  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setJustCopied(true);
    announce(copied);
  };
  return (
    <Button appearance="subtle" size="small" icon={<CopyRegular />} onClick={() => void copy()}>
      {justCopied ? copied : label}
    </Button>
  );
}

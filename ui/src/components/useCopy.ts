import { useEffect, useState } from "react";

import { useAnnounce } from "./Announcer";

/** Copies a text and says so, to those who listen and for two seconds to those who look. */
export function useCopy(said: string): [justCopied: boolean, copy: (text: string) => Promise<void>] {
  const announce = useAnnounce();
  const [justCopied, setJustCopied] = useState(false);
  useEffect(() => {
    if (!justCopied) return;
    const back = setTimeout(() => setJustCopied(false), 2000);
    return () => clearTimeout(back);
  }, [justCopied]);

  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setJustCopied(true);
    announce(said);
  };
  return [justCopied, copy];
}

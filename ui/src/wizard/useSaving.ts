import { useState } from "react";

import { useAnnounce } from "../components/Announcer";
import type { Problem } from "../ipc/bindings";
import { asProblem } from "../ipc/client";
import { useWords } from "../locales/i18n";

/** What the parts of a page that save share. */
export interface Saving {
  /** Where the last file is. */
  saved: string | null;
  problem: Problem | null;
  refused: (problem: Problem | null) => void;
  /** Asks where to save and saves; a dialog that was closed changes nothing. */
  save: (ask: () => Promise<string | null>) => Promise<void>;
}

export function useSaving(): Saving {
  const { t } = useWords();
  const announce = useAnnounce();
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    saved,
    problem,
    refused: setProblem,
    save: async (ask) => {
      setProblem(null);
      try {
        const path = await ask();
        if (path === null) return;
        setSaved(path);
        announce(t("wizard:file.saved", { path }));
      } catch (thrown) {
        setProblem(asProblem(thrown));
      }
    },
  };
}

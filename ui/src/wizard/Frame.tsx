import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import type { AppView } from "../ipc/bindings";
import { DemoStrip } from "./DemoStrip";
import { Header, type JourneyName } from "./Header";
import { roomForPanel, wide } from "./layout";
import { useRegionKeys } from "./useRegionKeys";
import { WhatHappens } from "./WhatHappens";

interface FrameProps {
  view: AppView | null;
  journey: JourneyName;
  children: ReactNode;
}

/** What is the same on every page: where you are, what happens, and the sheet that holds the page. */
export function Frame({ view, journey, children }: FrameProps) {
  const styles = useStyles();
  const frame = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const [panelOpen, setPanelOpen] = useState(() => window.innerWidth >= roomForPanel);
  const tenant = view?.tenant ?? null;

  const turnPanel = useCallback(() => setPanelOpen((open) => !open), []);
  const closePanel = useCallback(() => {
    setPanelOpen(false);
    toggle.current?.focus();
  }, []);
  useRegionKeys(frame, turnPanel);
  useEffect(() => {
    // A window that becomes too small for both keeps the page in sight.
    const query = window.matchMedia(`(min-width: ${roomForPanel}px)`);
    const changed = () => setPanelOpen(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);

  return (
    <div ref={frame} className={styles.frame}>
      {tenant?.cloud === "demo" && <DemoStrip />}
      <Header toggle={toggle} tenant={tenant} journey={journey} panelOpen={panelOpen} onPanel={turnPanel} />
      <div className={styles.body}>
        {children}
        {panelOpen && view && <WhatHappens requests={view.requests} onClose={closePanel} />}
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  frame: {
    display: "flex",
    flexDirection: "column",
    height: "100dvh",
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground3,
  },
  // The page has the left column, its footer the last row. The panel has a column of its own where there is room; where
  // there is not, it lies over the page but never over the footer and its button.
  body: {
    flexGrow: 1,
    minHeight: 0,
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gridTemplateRows: "minmax(0, 1fr) auto",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [wide]: { gridTemplateColumns: "minmax(480px, 1fr) auto" },
  },
});

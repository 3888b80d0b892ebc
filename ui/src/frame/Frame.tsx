import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import type { AppView } from "../ipc/bindings";
import { lazyPart } from "../components/lazy";
import { useDemo } from "../ipc/demo";
import { Header } from "./Header";
import { low, roomForPanel, useNarrow, wide } from "./layout";
import { DemoStrip, RealStrip, RealStripToCome, StripToCome } from "./Strip";
import { useRegionKeys } from "./useRegionKeys";

interface FrameProps {
  view: AppView | null;
  /** The name of the journey; null on the first page, which belongs to none. */
  journey: string | null;
  /** The person has chosen a tenant of their own, signed in to or not. */
  isOwn: boolean;
  /** The pages of the journey; null on the first page. */
  rail: ReactElement | null;
  /** Absent where nobody can be signed out, or not now. */
  signOut?: (() => void) | undefined;
  /** Ways to other tenants; absent while this one may not be left. */
  otherTenants: ReactElement | undefined;
  /** To the first page; absent there, and while no page may be left. */
  home?: (() => void) | undefined;
  /** What a presenter has at hand in the demo tenant. */
  presenter: ReactElement;
  children: ReactNode;
}

/** What is the same on every page: where you are, what happens, and the sheet that holds the page. */
export function Frame({
  view,
  journey,
  isOwn,
  rail,
  signOut,
  otherTenants,
  home,
  presenter,
  children,
}: FrameProps) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const [panelOpen, setPanelOpen] = useState(false);
  const presenterToggle = useRef<HTMLButtonElement>(null);
  const [isPresenting, setPresenting] = useState(false);
  const tenant = view?.tenant ?? null;

  const turnPanel = useCallback(() => setPanelOpen((open) => !open), []);
  const closePanel = useCallback(() => {
    setPanelOpen(false);
    toggle.current?.focus();
  }, []);
  const closePresenter = useCallback(() => {
    setPresenting(false);
    presenterToggle.current?.focus();
  }, []);
  useRegionKeys(frame, turnPanel);
  useEffect(() => {
    // A window that becomes too small for both keeps the page in sight.
    const query = window.matchMedia(`(min-width: ${roomForPanel}px)`);
    const changed = () => setPanelOpen((open) => open && query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);

  return (
    <div ref={frame} className={styles.frame}>
      <Strip
        view={view}
        isOwn={isOwn}
        presenter={
          <PresenterLink
            open={isPresenting}
            turn={() => setPresenting(!isPresenting)}
            toggle={presenterToggle}
          />
        }
      />
      {isPresenting && tenant?.cloud === "demo" && (
        <PresenterTray close={closePresenter}>{presenter}</PresenterTray>
      )}
      <Header
        toggle={toggle}
        tenant={tenant}
        journey={journey}
        rail={isNarrow ? rail : null}
        signOut={tenant && view?.account ? signOut : undefined}
        otherTenants={otherTenants}
        home={home}
        panelOpen={panelOpen}
        onPanel={turnPanel}
      />
      <div className={styles.body}>
        {!isNarrow && rail}
        {children}
        {panelOpen && view && (
          <WhatHappens
            requests={view.requests}
            origin={tenant?.graph}
            isDemo={tenant?.cloud === "demo"}
            onClose={closePanel}
          />
        )}
      </div>
    </div>
  );
}

const PresenterLink = lazyPart(async () => (await import("./PresenterLink")).PresenterLink);
const PresenterTray = lazyPart(async () => (await import("./PresenterTray")).PresenterTray);
const WhatHappens = lazyPart(async () => (await import("./WhatHappens")).WhatHappens);

interface StripProps {
  view: AppView | null;
  isOwn: boolean;
  presenter: ReactElement;
}

/** A tenant says by itself what it is; before there is one, it is a demo if the shell offers one and the person wants it. */
function Strip({ view, isOwn, presenter }: StripProps) {
  const demo = useDemo();
  const tenant = view?.tenant;
  if (tenant) {
    return tenant.cloud === "demo" ? (
      <DemoStrip end={presenter} />
    ) : (
      <RealStrip tenant={tenant} account={view.account} />
    );
  }
  if (isOwn) return <RealStripToCome />;
  if (demo.view) return <DemoStrip />;
  return demo.view === undefined && !demo.problem ? <StripToCome /> : null;
}

const useStyles = makeStyles({
  frame: {
    display: "flex",
    flexDirection: "column",
    height: "100dvh",
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground3,
    [low]: { height: "auto", minHeight: "100dvh", overflow: "visible" },
  },
  // Rail, page and panel are columns; the page's footer is the last row. Where there is no room the rail is a row above the
  // page, and the panel lies over the page, but never over the footer and its buttons.
  body: {
    flexGrow: 1,
    minHeight: 0,
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gridTemplateRows: "auto minmax(0, 1fr) auto",
    [wide]: { gridTemplateColumns: "auto minmax(480px, 1fr) auto" },
  },
});

import { makeStyles } from "@fluentui/react-components";
import { createContext, type ReactNode, use, useMemo, useRef } from "react";

/** Says something to people who listen to the window; `assertive` is for failures only. */
export type Announce = (sentence: string, how?: "polite" | "assertive") => void;

/** Sentences that stay in a region: enough that none is taken away before it is heard. */
const kept = 5;

const AnnounceContext = createContext<Announce>(() => undefined);

export function useAnnounce(): Announce {
  return use(AnnounceContext);
}

/**
 * The two live regions of the frame, there from the first paint. Fluent's announcer has one region, and it is assertive.
 */
export function Announcer({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const polite = useRef<HTMLDivElement>(null);
  const assertive = useRef<HTMLDivElement>(null);
  const announce = useMemo<Announce>(
    () =>
      (sentence, how = "polite") => {
        const region = how === "assertive" ? assertive.current : polite.current;
        const said = document.createElement("p");
        said.textContent = sentence;
        region?.append(said);
        while (region && region.childElementCount > kept) region.firstElementChild?.remove();
      },
    [],
  );

  return (
    <AnnounceContext value={announce}>
      {children}
      <div ref={polite} className={styles.hidden} role="status" aria-live="polite" />
      <div ref={assertive} className={styles.hidden} role="alert" aria-live="assertive" />
    </AnnounceContext>
  );
}

const useStyles = makeStyles({
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    margin: "-1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

import { type ComponentType, createElement, useEffect, useLayoutEffect, useRef, useState } from "react";

import type * as rest from "../rest";

type Rest = typeof rest;

let arrived: Rest | null = null;
let soon: Promise<Rest> | undefined;

/** Brings everything that the first page does without. */
export async function bringRest(): Promise<Rest> {
  return (arrived ??= await import("../rest"));
}

/** Does so as soon as the first page is on the screen, so that no other part is waited for when it is wanted. */
function bringRestSoon(): Promise<Rest> {
  const drawn = () => new Promise<void>((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return (soon ??= drawn().then(bringRest));
}

/** A part of the rest. Until it is there, nothing stands in its place. */
export function later<Name extends keyof Rest>(name: Name): Rest[Name] {
  function Later(props: object) {
    const rest = useRest();
    return rest && createElement(rest[name] as ComponentType, props);
  }
  // It hands on whatever the part takes.
  return Later as unknown as Rest[Name];
}

/**
 * A part of the rest that is opened by a button. The button is there at once; when the whole takes its place, who is on it
 * stays on it, and who has pressed it sees it open.
 */
export function buttonLater(name: keyof Rest, Trigger: ComponentType<TriggerProps>) {
  return function ButtonLater() {
    const rest = useRest();
    const place = useRef<HTMLSpanElement>(null);
    const isOnIt = useRef(false);
    const isPressed = useRef(false);
    useLayoutEffect(() => {
      const button = place.current?.querySelector("button");
      if (!rest || !button) return;
      if (isOnIt.current) button.focus();
      if (isPressed.current) button.click();
    }, [rest]);
    return (
      <span ref={place} style={{ display: "contents" }}>
        {rest ? (
          createElement(rest[name] as ComponentType)
        ) : (
          <Trigger
            aria-expanded={false}
            onFocus={() => (isOnIt.current = true)}
            onBlur={() => (isOnIt.current = false)}
            // A click that the change comes in the middle of never ends.
            onPointerDown={() => (isPressed.current = true)}
            onClick={() => (isPressed.current = true)}
          />
        )}
      </span>
    );
  };
}

interface TriggerProps {
  "aria-expanded": boolean;
  onFocus: () => void;
  onBlur: () => void;
  onPointerDown: () => void;
  onClick: () => void;
}

/** The rest, once it is there. */
function useRest(): Rest | null {
  const [rest, setRest] = useState(arrived);
  useEffect(() => {
    if (!rest) void bringRestSoon().then(setRest);
  }, [rest]);
  return rest;
}

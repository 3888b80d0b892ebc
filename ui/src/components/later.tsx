import { type ComponentType, createElement, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

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
 * A part of the rest that a button opens. The button is there at once and stays the same element until it is pressed: the whole,
 * with a button like it, takes its place then, or when the rest is there, and opens. `keys` press it too.
 */
export function buttonLater(
  name: keyof Rest,
  Trigger: ComponentType<TriggerProps>,
  keys: readonly string[] = [],
) {
  return function ButtonLater() {
    const [rest, setRest] = useState<Rest | null>(null);
    const place = useRef<HTMLSpanElement>(null);
    const open = async () => {
      const rest = await bringRest();
      flushSync(() => setRest(rest));
      const button = place.current?.querySelector("button");
      button?.focus();
      button?.click();
    };
    return (
      <span ref={place} style={{ display: "contents" }}>
        {rest ? (
          createElement(rest[name] as ComponentType)
        ) : (
          <Trigger
            aria-expanded={false}
            onClick={() => void open()}
            onKeyDown={({ key }) => {
              if (keys.includes(key)) void open();
            }}
          />
        )}
      </span>
    );
  };
}

interface TriggerProps {
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The rest, once it is there. */
function useRest(): Rest | null {
  const [rest, setRest] = useState(arrived);
  useEffect(() => {
    if (!rest) void bringRestSoon().then(setRest);
  }, [rest]);
  return rest;
}

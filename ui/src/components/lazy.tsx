import {
  type ComponentType,
  createElement,
  type KeyboardEvent,
  startTransition,
  Suspense,
  use,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";

import { useTranslation } from "react-i18next";
import type { i18n } from "i18next";

import { learnRest } from "../locales/i18n";

/** What the first page does without: the components that need code of their own. */
const parts: { bring: (speaker: i18n) => Promise<unknown>; isHere: () => boolean }[] = [];

/** Brings every part with its words, so that none is waited for when it is wanted. */
export async function bringAllParts(speaker: i18n): Promise<void> {
  await Promise.all(parts.map(({ bring }) => bring(speaker)));
}

type Lazy<P> = ComponentType<P> & { bring: (speaker: i18n) => Promise<unknown> };

/**
 * A component whose code and words come later. It suspends until then. `React.lazy` would suspend for a moment even when its code has
 * been read already, and React shows nothing for longer than that moment.
 */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): Lazy<P> {
  let coming: Promise<ComponentType<P>> | null = null;
  let isHere = false;
  const bring = (speaker: i18n) =>
    (coming ??= read(load, speaker, () => {
      isHere = true;
    }));
  parts.push({ bring, isHere: () => isHere });

  function Arriving(props: P) {
    const { i18n } = useTranslation();
    return createElement(use(bring(i18n)), props);
  }
  return Object.assign(Arriving, { bring });
}

function read<T>(load: () => Promise<T>, speaker: i18n, told: () => void): Promise<T> {
  const reading = Promise.all([load(), learnRest(speaker)]).then(([component]) => {
    // What `use` reads of a promise: with it, a component whose code is here draws at once.
    void Object.assign(reading, { status: "fulfilled", value: component });
    told();
    return component;
  });
  return reading;
}

/** The same for a part of a page. Until its code is there, nothing stands in its place. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): Lazy<P> {
  const Arriving = lazyPage(load);
  const Part = (props: P) => <Suspense fallback={null}>{createElement(Arriving, props)}</Suspense>;
  return Object.assign(Part, { bring: Arriving.bring });
}

/** Goes to another page. While code is still to come, the page on screen stays until the next one can be drawn. */
export function turnPage(turn: () => void) {
  if (parts.every(({ isHere }) => isHere())) turn();
  else startTransition(turn);
}

interface TriggerProps {
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A part that a button opens. The button is there at once and stays the same element until it is pressed: the whole, with a button
 * like it, takes its place then and opens. `keys` press it too.
 */
export function lazyButton(
  load: () => Promise<ComponentType>,
  Trigger: ComponentType<TriggerProps>,
  keys: readonly string[] = [],
) {
  const Whole = lazyPage(load);
  return function LazyButton() {
    const { i18n } = useTranslation();
    const [isWanted, setWanted] = useState(false);
    const place = useRef<HTMLSpanElement>(null);
    const open = async () => {
      await Whole.bring(i18n);
      flushSync(() => setWanted(true));
      const button = place.current?.querySelector("button");
      button?.focus();
      button?.click();
    };
    return (
      <span ref={place} style={{ display: "contents" }}>
        {isWanted ? (
          <Whole />
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

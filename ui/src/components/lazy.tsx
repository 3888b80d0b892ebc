import {
  type ComponentType,
  createElement,
  type KeyboardEvent,
  lazy,
  startTransition,
  Suspense,
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

/** A component whose code and words come later. It suspends until then, and afterwards draws at once. */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): Lazy<P> {
  let coming: Promise<Module<P>> | null = null;
  let here: Module<P> | null = null;
  const bring = (speaker: i18n) =>
    (coming ??= Promise.all([load(), learnRest(speaker)]).then(([component]) => {
      here = { default: component };
      return here;
    }));
  parts.push({ bring, isHere: () => here !== null });

  let speaks: i18n;
  const Arriving = lazy(() => (here ? known(here) : bring(speaks)));
  function Page(props: P) {
    speaks = useTranslation().i18n;
    return createElement(Arriving as ComponentType<P>, props);
  }
  return Object.assign(Page, { bring });
}

interface Module<P> {
  default: ComponentType<P>;
}

/** A promise that tells at once. With an ordinary one React shows nothing for a moment, also when its code was read long ago. */
function known<T>(value: T): Promise<T> {
  return { then: (tell: (value: T) => void) => tell(value) } as unknown as Promise<T>;
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

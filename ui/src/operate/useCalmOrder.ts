import { type RefCallback, useCallback, useState } from "react";

interface CalmOrder<T> {
  /** Where pointer and focus are watched. */
  rail: RefCallback<HTMLElement>;
  sorted: readonly T[];
  /** How many stand elsewhere than they would by now. */
  moved: number;
  sortAgain: () => void;
}

/** Keeps the order of a list for as long as the pointer or the focus is in it. */
export function useCalmOrder<T extends { id: string }>(found: readonly T[]): CalmOrder<T> {
  const [isHeld, setHeld] = useState(false);
  const [kept, setKept] = useState<readonly string[]>([]);
  const ids = found.map(({ id }) => id);
  if (!isHeld && ids.join() !== kept.join()) setKept(ids);

  const rail = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const inside = { pointer: false, focus: false };
    const turn = (part: keyof typeof inside, is: boolean) => () => {
      inside[part] = is;
      setHeld(inside.pointer || inside.focus);
    };
    const turns = [
      ["pointerenter", turn("pointer", true)],
      ["pointerleave", turn("pointer", false)],
      ["focusin", turn("focus", true)],
      ["focusout", turn("focus", false)],
    ] as const;
    for (const [event, turned] of turns) element.addEventListener(event, turned);
    return () => {
      for (const [event, turned] of turns) element.removeEventListener(event, turned);
    };
  }, []);

  const place = (id: string) => {
    const at = kept.indexOf(id);
    return at < 0 ? kept.length : at;
  };
  const sorted = found.toSorted((a, b) => place(a.id) - place(b.id));
  const moved = sorted.filter(({ id }, at) => id !== ids[at]).length;
  return { rail, sorted, moved, sortAgain: () => setKept(ids) };
}

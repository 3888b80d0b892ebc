import { type RefObject, useEffect, useState } from "react";

/** How far below the top of the page's content an element begins, in px: what stands above it grows and shrinks. */
export function useOffsetInPage(element: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const found = element.current;
    const page = found?.closest("main");
    if (!found || !page) return;
    const measure = () =>
      setOffset(found.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop);
    const observer = new ResizeObserver(measure);
    for (const part of page.firstElementChild?.children ?? []) observer.observe(part);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return offset;
}

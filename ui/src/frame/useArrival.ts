import { useEffect, useRef } from "react";

/** The title of a page: it takes the focus when the person comes there. `visit` is 0 when the window has just opened. */
export function useArrival(visit: number) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (visit > 0) title.current?.focus();
  }, [visit]);
  return title;
}

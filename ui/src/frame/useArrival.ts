import { useEffect, useRef } from "react";

/** The title of a page: it takes the focus when the person comes there, and when the window opens on it. */
export function useArrival(visit: number) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, [visit]);
  return title;
}

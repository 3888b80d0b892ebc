import { useEffect, useState } from "react";

/** The time in milliseconds, renewed once a second while it is wanted. */
export function useNow(wanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return;
    const renew = () => setNow(Date.now());
    const first = setTimeout(renew);
    const tick = setInterval(renew, 1000);
    return () => {
      clearTimeout(first);
      clearInterval(tick);
    };
  }, [wanted]);
  return now;
}

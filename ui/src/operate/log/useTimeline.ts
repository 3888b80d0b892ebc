import { useEffect, useState } from "react";

import type { LogView, Timeline } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";

interface Told {
  /** Spans are hours; otherwise days. */
  isHours: boolean;
  marks: readonly number[];
  timeline: Timeline;
}

/** What was done between these times, as far as the log was read. What was told before stays until it is told anew. */
export function useTimeline(ipc: Ipc, log: LogView, marks: readonly number[]): Told | null {
  const [told, setTold] = useState<Told | null>(null);
  const asked = marks.map((mark) => new Date(mark).toISOString()).join(" ");
  const { period, read, reading, complete } = log;
  const id = log.target.servicePrincipal;
  useEffect(() => {
    let isWanted = true;
    const times = asked.split(" ");
    ipc.logTimeline(times).then(
      (timeline) => {
        // Of a log that is not there nothing is told.
        if (!isWanted || timeline.spans.length !== times.length - 1) return;
        setTold({ isHours: period === "day", marks: times.map((time) => Date.parse(time)), timeline });
      },
      // What stands on the page stays; the log itself says what is wrong.
      () => undefined,
    );
    return () => void (isWanted = false);
  }, [ipc, asked, id, period, read, reading, complete]);
  return told;
}

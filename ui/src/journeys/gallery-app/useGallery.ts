import { useEffect, useState } from "react";

import type { AppView, GalleryEntry, GalleryRow, GalleryRows } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";

/** Rows after which others are asked for. */
const step = 50;

interface Found extends GalleryRows {
  from: number;
}

/** Apps by what was typed, as far as they have come; those of the search before stay until then. `first` is the first one in sight. */
export function useGalleryRows(ipc: Ipc, revision: number, text: string, usable: boolean, first: number) {
  const [found, setFound] = useState<Found | null>(null);
  const from = Math.max(0, Math.floor(first / step) - 1) * step;
  useEffect(() => {
    if (revision === 0) return;
    let wanted = true;
    ipc.galleryRows({ text, usable, from, count: 4 * step }).then(
      (rows) => {
        if (wanted) setFound({ from, ...rows });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, revision, text, usable, from]);
  const rowAt = (at: number): GalleryRow | null => found?.rows[at - found.from] ?? null;
  return { found, rowAt };
}

/** The app that was chosen, read closely; it is read again where the window has forgotten it. */
export function useEntry(ipc: Ipc, view: AppView | null, template: string | undefined): GalleryEntry | null {
  const entry = view?.gallery?.entry ?? null;
  const isIt = entry !== null && entry.row.id.toLowerCase() === template?.toLowerCase();
  useEffect(() => {
    if (isIt || template === undefined) return;
    // Why it cannot be read, the plan says.
    ipc.galleryEntry(template).catch(() => undefined);
  }, [ipc, isIt, template]);
  return isIt ? entry : null;
}

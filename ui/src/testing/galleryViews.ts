import type { GalleryAppSetup, GalleryEntry, GalleryRow, GalleryView } from "../ipc/bindings";

export const aGallery: GalleryView = {
  revision: 1,
  looking: false,
  apps: 3,
  at: "2026-02-05T09:40:00Z",
  problem: null,
  entry: null,
  typed: [],
  table: null,
};

export function aRow(parts: Partial<GalleryRow> = {}): GalleryRow {
  return {
    id: "zscaler-id",
    name: "Zscaler",
    publisher: "Zscaler Inc.",
    categories: ["security"],
    kind: "people",
    instances: 0,
    ...parts,
  };
}

export function anEntry(parts: Partial<GalleryEntry> = {}): GalleryEntry {
  return {
    row: aRow(),
    description: null,
    named: [],
    freeName: "Zscaler",
    fields: [
      { key: "BaseAddress", secret: false, optional: false },
      { key: "SecretToken", secret: true, optional: false },
    ],
    knownFrom: "pages",
    roles: [],
    rolesCome: false,
    warning: null,
    ...parts,
  };
}

export const anAppSetup: GalleryAppSetup = {
  causeway: 1,
  journey: "gallery-app",
  tenant: "contoso.onmicrosoft.com",
  name: "Zscaler",
  app: { template: "zscaler-id", name: "Zscaler" },
  instances: [{ key: "Zscaler", name: "Zscaler", start: true }],
};

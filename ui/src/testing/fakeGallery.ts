import type {
  Assignable,
  GalleryAsked,
  GalleryEntry,
  GalleryRow,
  GalleryView,
  TypedCredential,
} from "../ipc/bindings";
import { FakeAppTable } from "./fakeAppTable";

/** The gallery of a fake shell: its rows, the app that is read closely, and who can be assigned. */
export class FakeGallery {
  rows: GalleryRow[] = [];
  app: GalleryEntry | null = null;
  assignable: Assignable[] = [];
  /** The table of several apps. */
  readonly table: FakeAppTable;
  private command: (name: string) => Promise<void>;
  private change: (change: (gallery: GalleryView) => GalleryView) => void;

  constructor(
    command: (name: string) => Promise<void>,
    change: (change: (gallery: GalleryView) => GalleryView) => void,
  ) {
    this.command = command;
    this.change = change;
    this.table = new FakeAppTable(command, (table) => change((gallery) => ({ ...gallery, table })));
  }

  found({ text, usable, from, count }: GalleryAsked, revision: number) {
    const isUsable = ({ kind }: GalleryRow) => !["hr", "feed", "sign-on"].includes(kind);
    const fitting = this.rows.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
    const wanted = usable ? fitting.filter(isUsable) : fitting;
    return Promise.resolve({
      revision,
      matched: wanted.length,
      leftOut: fitting.length - wanted.length,
      rows: wanted.slice(from, from + count),
    });
  }

  async entry(template: string) {
    await this.command(`gallery_entry ${template}`);
    const entry = this.app;
    if (!entry) throw new Error("no app is read");
    this.change((gallery) => ({ ...gallery, entry }));
    return entry;
  }

  async find(text: string) {
    await this.command(`find_assignable ${text}`);
    return this.assignable.filter(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()));
  }

  async keep(credential: TypedCredential, value: string) {
    // Its value is said nowhere, as in the shell.
    await this.command(`keep_credential ${credential.key} ${value.length}`);
    this.change((gallery) => ({ ...gallery, typed: [...gallery.typed, credential] }));
  }
}

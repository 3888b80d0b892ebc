import type { CreatedView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { templateName } from "../provisioning/stateWords";

/** A file beside the journal, not a thing in the tenant. */
export const isFile = ({ kind }: CreatedView) => kind === "before-image";

/** Its kind and name, in the words people know; of a file what it tells of. */
export function createdName(t: Say, { kind, id, name }: CreatedView): string {
  switch (kind) {
    case "application":
    case "configuration":
    case "job":
      return `${t(`remove:kind.${kind}`)}: ${kind === "job" ? templateName(t, name) : name}`;
    case "before-image":
      return t(name.startsWith("schema-") ? "remove:before.schema" : "remove:before.names", { file: id });
    default:
      return name;
  }
}

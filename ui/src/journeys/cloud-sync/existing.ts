import type { AppView } from "../../ipc/bindings";
import type { SetupFile } from "../../ipc/setup";

/** Whether the domain has, or may have, a configuration already, as far as Check saw, or the answers say what becomes of one. */
export function hasExisting(view: AppView | null, setup: SetupFile | null): boolean {
  if (!setup) return false;
  if (setup.existing !== "adopt") return true;
  const found = view?.check?.found.find(({ id, code }) => id === "configurations" && there.has(code));
  const domains = found?.facts.domains?.split(", ");
  return (
    found !== undefined && (found.facts.unreadable !== undefined || (domains?.includes(setup.domain) ?? true))
  );
}

/** What Check says when there is at least one. */
const there: ReadonlySet<string> = new Set(["exists", "quarantined", "duplicated"]);

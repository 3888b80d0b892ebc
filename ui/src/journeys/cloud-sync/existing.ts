import type { AppView, Checked, CloudSyncSetup } from "../../ipc/bindings";

/** Whether the domain has, or may have, a configuration already, as far as Check saw, or the answers say what becomes of one. */
export function hasExisting(view: AppView | null, setup: CloudSyncSetup | null): boolean {
  if (!setup) return false;
  if (setup.existing !== "adopt") return true;
  const all = configurations(view);
  const found = all && there.has(all.code) ? all : undefined;
  const domains = found?.facts.domains?.split(", ");
  return (
    found !== undefined && (found.facts.unreadable !== undefined || (domains?.includes(setup.domain) ?? true))
  );
}

/** What Check found of the configurations that there are. */
export function configurations(view: AppView | null): Checked | undefined {
  return view?.check?.found.find(({ id }) => id === "configurations");
}

/** What Check says when there is at least one. */
const there: ReadonlySet<string> = new Set(["exists", "quarantined", "duplicated"]);

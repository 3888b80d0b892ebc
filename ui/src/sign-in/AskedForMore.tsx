import type { AppView } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { Waiting } from "./Waiting";

/** On a page that changes the tenant: whoever is signed in is asked for more permissions first. */
export function AskedForMore({ view, ipc }: { view: AppView | null; ipc: Ipc }) {
  const signIn = view?.signIn;
  if (!signIn?.more) return null;
  // Whatever waits is over when it cannot be opened, copied or ended any more.
  const ask = (command: () => Promise<void>) => command().catch(() => undefined);
  return <Waiting signIn={signIn} ipc={ipc} ask={ask} />;
}

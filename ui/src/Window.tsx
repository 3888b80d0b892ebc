import { useEffect } from "react";
import { later } from "./components/later";
import { useWords } from "./locales/i18n";

import type { AppView, Problem } from "./ipc/bindings";
import type { Ipc } from "./ipc/client";
import { Frame } from "./frame/Frame";
import { isHeld } from "./wizard/pages";
import { useJourney } from "./wizard/useJourney";
import { form } from "./journeys/cloud-sync/answers";
import { Welcome } from "./home/Welcome";

interface WindowProps {
  view: AppView | null;
  ipc: Ipc;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** The first page or a page of the journey, in its frame. */
export function Window({ view, ipc, outOfTouch }: WindowProps) {
  const { t } = useWords();
  const journey = useJourney(form, view, ipc);
  const { page } = journey;
  const name = page === "welcome" ? t("journey.cloud-sync") : t(`wizard:rail.${page}`);
  useEffect(() => {
    document.title = [name, view?.tenant?.name, "Causeway"].filter(Boolean).join(" – ");
  }, [name, view?.tenant?.name]);

  const Page = pages[page];
  return (
    <Frame
      view={view}
      journey="cloud-sync"
      isOwn={journey.isOwn}
      rail={page !== "welcome" && <Rail view={view} journey={journey} />}
      presenter={<FaultDial key={view?.tenant?.id} ipc={ipc} requests={view?.requests.total ?? 0} />}
      home={page === "welcome" || isHeld(view) ? undefined : () => journey.go("welcome")}
      signOut={isHeld(view) ? undefined : () => void journey.signOut()}
    >
      <Page key={page} view={view} ipc={ipc} journey={journey} outOfTouch={outOfTouch} />
    </Frame>
  );
}

const Rail = later("Rail");
const FaultDial = later("FaultDial");

const pages = {
  welcome: Welcome,
  "sign-in": later("SignIn"),
  check: later("Check"),
  choose: later("Choose"),
  review: later("Review"),
  apply: later("Apply"),
  try: later("TryOnePerson"),
  enable: later("Enable"),
  done: later("Done"),
  remove: later("Remove"),
};

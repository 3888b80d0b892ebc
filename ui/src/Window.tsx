import { Fragment, Suspense, useEffect } from "react";

import { lazyPart } from "./components/lazy";
import { Frame } from "./frame/Frame";
import { Welcome } from "./home/Welcome";
import type { AppView, Problem } from "./ipc/bindings";
import type { Ipc } from "./ipc/client";
import { journeys, usual } from "./journeys/registry";
import { useWords } from "./locales/i18n";
import { isHeld } from "./wizard/pages";
import { operate } from "./operate";
import { type JourneyState, useJourney } from "./wizard/useJourney";

interface WindowProps {
  view: AppView | null;
  ipc: Ipc;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** The first page or a page of a journey, in its frame. */
export function Window({ view: whole, ipc, outOfTouch }: WindowProps) {
  const { t } = useWords();
  const journey = useJourney(journeys, usual, operate, whole, ipc);
  const { page, definition } = journey;
  const view = page ? journey.view : whole;
  const name = page?.name(t);
  useEffect(() => {
    document.title = [name, view?.tenant?.name, "Causeway"].filter(Boolean).join(" – ");
  }, [name, view?.tenant?.name]);

  const held = isHeld(view);
  return (
    <Frame
      view={view}
      journey={
        page && (journey.isOperating ? t("welcome:operate.name") : t(`journeys:${definition.id}.title`))
      }
      isOwn={journey.isOwn}
      rail={page && <PageRail view={view} journey={journey} current={page.id} />}
      presenter={<FaultDial key={view?.tenant?.id} ipc={ipc} requests={view?.requests.total ?? 0} />}
      home={!page || held ? undefined : () => journey.goHome()}
      otherTenants={
        held || !view?.tenant ? undefined : (
          <OtherTenants ipc={ipc} here={view.tenant.id} go={(account) => void journey.signInAs(account)} />
        )
      }
      signOut={held ? undefined : () => void journey.signOut()}
    >
      {/* Code of a page that is still to come: a page on screen stays meanwhile. */}
      <Suspense fallback={null}>
        {page ? (
          <Fragment key={page.id}>{page.draw({ view, ipc, journey, outOfTouch })}</Fragment>
        ) : (
          <Welcome view={view} journey={journey} journeys={Object.values(journeys)} outOfTouch={outOfTouch} />
        )}
      </Suspense>
    </Frame>
  );
}

/** The pages of the story, or what is there already. */
function PageRail({
  view,
  journey,
  current,
}: {
  view: AppView | null;
  journey: JourneyState;
  current: string;
}) {
  return journey.isOperating ? (
    <OperateRail view={view} journey={journey} />
  ) : (
    <Rail view={view} journey={journey} current={current} />
  );
}

const OperateRail = lazyPart(async () => (await import("./operate/Rail")).Rail);
const Rail = lazyPart(async () => (await import("./wizard/Rail")).Rail);
const OtherTenants = lazyPart(async () => (await import("./sign-in/OtherTenants")).OtherTenants);
const FaultDial = lazyPart(async () => (await import("./presenter/FaultDial")).FaultDial);

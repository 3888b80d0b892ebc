import { useState } from "react";

import { turnPage } from "../components/lazy";
import type { AppView, KnownAccount, KnownFeed, OwedAct, Problem, RunView } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import { hasTable, type Journey, type SetupFile, withStart } from "../ipc/setup";
import type { BegunRun } from "../frame/begun";
import { isSameSetup } from "./sameSetup";
import { type JourneyDefinition, type Journeys, type PageDefinition, pagesOf } from "./definition";
import {
  actPage,
  applyPage,
  enablePage,
  pairPage,
  home,
  lookAnew,
  lookPage,
  pageAfter,
  pageBefore,
  pageOfRun,
  pageOfStart,
  pageShown,
  removePage,
  reviewPage,
  sendingPage,
  signInPage,
  wasOperating,
} from "./pages";
import { remove } from "./sharedPages";
import { type AnswersInHand, useAnswers } from "./useAnswers";
import { viewOf } from "./viewOf";

/** What the pages of one set-up share: where the person is, what was answered, and what can be asked of the shell. */
export interface JourneyState<S extends SetupFile = SetupFile, A = unknown> extends AnswersInHand<S, A> {
  definition: JourneyDefinition<S, A>;
  /** The picture of the application, without what was looked at and done for another journey. */
  view: AppView | null;
  /** Null on the first page of the window, which belongs to no journey. */
  page: PageDefinition<S, A> | null;
  /** A tenant of the person's own, not the demo tenant. */
  isOwn: boolean;
  setOwn: (own: boolean) => void;
  /** Rises when the person comes to a page, or begins a run on it; 0 at the start. */
  visit: number;
  /** To a page of this journey, and there to the answer `at`. */
  go(page: string, at?: string): void;
  /** The answer that the person comes to change on this page. */
  at: string | null;
  goHome(): void;
  /** To the page after this one, and to the one before it. */
  next(): void;
  back(): void;
  /** To the page on which the run is followed. */
  toRun(): void;
  /** Begins a journey at its first page. */
  begin(journey: Journey): void;
  /** To what is there already, by way of the sign-in where nobody is signed in. */
  operate(): void;
  /** To an act that was begun and not ended; to that of another tenant through its sign-in. */
  goOnWith: (act: OwedAct) => void;
  /** The person is at what is there already, not in the story of the journey. */
  isOperating: boolean;
  /** The plan of exactly these answers. */
  plan: RunView | null;
  /** Changes that the last plan announced. */
  announced: number | null;
  /** Why the last thing asked for was refused. */
  refused: Problem | null;
  /** The person chose to try nobody. */
  skipped: boolean;
  /** Goes on without trying anybody. */
  skip: () => void;
  check: () => Promise<Problem | null>;
  review: () => Promise<void>;
  /** Makes every change but the start: people are tried first, and Enable starts. */
  apply: (announced?: number) => Promise<void>;
  /** Starts the jobs, which is a run of its own. */
  enable: () => Promise<void>;
  /** Goes on with a run that was begun and not ended; to that of another tenant through its sign-in. */
  resume: (begun: BegunRun) => Promise<void>;
  /** To what would be sent through a feed that was sent through before; to that of another tenant through its sign-in. */
  openFeed: (feed: KnownFeed) => void;
  /** Looks what a removal would take away, on its own page. */
  lookAtCreated: () => Promise<void>;
  /** Takes away what was created; `typed` is the tenant's name. */
  removeCreated: (typed: string) => Promise<void>;
  stop: () => Promise<void>;
  signOut: () => Promise<void>;
  /** Goes on as somebody who signed in before, in their tenant; nobody is signed out of this one. */
  signInAs: (account: KnownAccount) => Promise<void>;
  /** Whom that was asked for last, until somebody signs out or begins anew. */
  wanted: KnownAccount | null;
}

export function useJourney(
  journeys: Journeys,
  usual: Journey,
  operate: readonly PageDefinition[],
  whole: AppView | null,
  ipc: Ipc,
): JourneyState {
  const [begun, setBegun] = useState<Journey | null>(null);
  const [chosenOperating, setOperating] = useState<boolean | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOwn, setOwn] = useState(false);
  const [at, setAt] = useState<string | null>(null);
  const [wanted, setWanted] = useState<KnownAccount | null>(null);
  const [visit, setVisit] = useState(0);
  const [announced, setAnnounced] = useState<number | null>(null);
  const [skipped, setSkipped] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const id = begun ?? whole?.rows?.setup.journey ?? whole?.run?.journey ?? usual;
  const definition: JourneyDefinition = journeys[id];
  const view = viewOf(whole, id);
  const inHand = useAnswers(journeys, id, view, ipc, setRefused);
  const { setup } = inHand;
  const isOperating = chosenOperating ?? wasOperating(whole);
  const shown = pageShown(view, chosen, definition);
  const ofJourney = pagesOf(definition, view);
  const pages = isOperating ? operate : [...ofJourney, remove];

  const run = view?.run ?? null;
  const ran = run?.setup ?? setup;
  const isPlan = run?.phase === "planning" || run?.phase === "planned";
  const plan = isPlan && setup && isSameSetup(run.setup, withStart(setup, false)) ? run : null;

  const arrive = (next: string, at?: string) => {
    turnPage(() => {
      setOperating((before) => before ?? isOperating);
      setChosen(next);
      setAt(at ?? null);
      setVisit((before) => before + 1);
    });
  };
  const go = (next: string, at?: string) => {
    setRefused(null);
    arrive(next, at);
  };
  /** True when it was not refused. */
  const ask = async (command: () => Promise<void>): Promise<boolean> => {
    setRefused(null);
    try {
      await command();
      return true;
    } catch (thrown) {
      setRefused(asProblem(thrown));
      return false;
    }
  };
  const start = async (wanted: SetupFile) => {
    if (await ask(() => ipc.startRun(wanted))) arrive(pageOfStart(wanted));
  };
  /** The same for a set-up whose rows stand in a table. */
  const startRows = async (wanted: SetupFile, begins: boolean) => {
    if (await ask(() => ipc.applyRows(wanted, begins, { are: "all" })))
      arrive(begins ? enablePage : applyPage);
  };

  return {
    ...inHand,
    definition,
    view,
    page: pages.find(({ id }) => id === shown) ?? null,
    isOperating,
    isOwn,
    setOwn,
    at,
    visit,
    go,
    goHome: () => go(home),
    next: () => go(pageAfter(shown, isOperating ? operate : ofJourney)),
    back: () => go(pageBefore(shown, isOperating ? operate : ofJourney)),
    toRun: () => {
      if (run) go(pageOfRun(run));
    },
    begin: (journey) => {
      setOperating(false);
      setBegun(journey);
      setWanted(null);
      go(signInPage);
    },
    operate: () => {
      setOperating(true);
      setWanted(null);
      go(whole?.tenant && whole.account ? lookPage : signInPage);
    },
    goOnWith: ({ cloud, tenant, steering }) => {
      setOperating(true);
      setWanted(null);
      if (tenant === whole?.tenant?.id) {
        const { act, target } = steering;
        if (act.is === "forget-pair") go(pairPage, act.object);
        else go(actPage, target.servicePrincipal);
        return;
      }
      setOwn(cloud !== "demo");
      go(signInPage);
    },
    plan,
    announced,
    refused,
    wanted,
    skipped,
    skip: () => {
      setSkipped(true);
      go(pageAfter(shown, ofJourney));
    },
    check: async () => {
      try {
        // One with a table is read with its table, by the plan.
        if (setup && !hasTable(setup)) await ipc.readSetup(JSON.stringify(setup));
        return null;
      } catch (thrown) {
        return asProblem(thrown);
      }
    },
    review: async () => {
      go(reviewPage);
      if (setup) await ask(() => (hasTable(setup) ? ipc.planRows(setup) : ipc.plan(withStart(setup, false))));
    },
    apply: async (count) => {
      if (count !== undefined) setAnnounced(count);
      if (setup) await (hasTable(setup) ? startRows(setup, false) : start(withStart(setup, false)));
    },
    enable: async () => {
      if (setup) await (hasTable(setup) ? startRows(setup, true) : start(withStart(setup, true)));
    },
    resume: async ({ run: unfinished, elsewhere }) => {
      setOperating(false);
      setBegun(unfinished.setup.journey);
      if (elsewhere) {
        setOwn(elsewhere.cloud !== "demo");
        go(signInPage);
        return;
      }
      inHand.fill(withStart(unfinished.setup, true));
      if (unfinished.kind === "removal") {
        go(removePage);
        await ask(() => ipc.planRemoval(unfinished.setup));
      } else {
        await start(unfinished.setup);
      }
    },
    openFeed: ({ cloud, tenant, setup }) => {
      setOperating(false);
      setBegun(setup.journey);
      if (tenant !== whole?.tenant?.id) {
        setOwn(cloud !== "demo");
        go(signInPage);
        return;
      }
      inHand.fill(setup);
      go(sendingPage, lookAnew);
    },
    lookAtCreated: async () => {
      go(removePage);
      if (ran) await ask(() => ipc.planRemoval(ran));
    },
    removeCreated: async (typed) => {
      if (ran) await ask(() => ipc.removeCreated(ran, typed));
    },
    stop: async () => {
      await ask(() => ipc.stopRun());
    },
    signOut: async () => {
      if (!(await ask(() => ipc.signOut()))) return;
      setWanted(null);
      go(signInPage);
    },
    signInAs: async (account) => {
      setOwn(account.cloud !== "demo");
      setWanted(account);
      go(signInPage);
      await ask(() => ipc.continueSignIn(account));
    },
  };
}

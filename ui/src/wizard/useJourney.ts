import { useState } from "react";

import type { AppView, Problem, RunView } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import type { BegunRun } from "../frame/begun";
import { isSameSetup } from "./sameSetup";
import { type PageId, pageShown } from "./pages";
import { type AnswersForm, type AnswersInHand, useAnswers } from "./useAnswers";

/** What the pages of one set-up share: where the person is, what was answered, and what can be asked of the shell. */
export interface Journey<A = unknown> extends AnswersInHand<A> {
  page: PageId;
  /** A tenant of the person's own, not the demo tenant. */
  isOwn: boolean;
  setOwn: (own: boolean) => void;
  /** Rises when the person comes to a page, or begins a run on it; 0 at the start. */
  visit: number;
  go: (page: PageId) => void;
  /** The plan of exactly these answers. */
  plan: RunView | null;
  /** Changes that the last plan announced. */
  announced: number | null;
  /** Why the last thing asked for was refused. */
  refused: Problem | null;
  /** The person chose to try nobody. */
  skipped: boolean;
  /** Goes on to Enable without trying anybody. */
  skip: () => void;
  check: () => Promise<Problem | null>;
  review: () => Promise<void>;
  /** Makes every change but the start. */
  apply: (announced?: number) => Promise<void>;
  /** Starts the jobs, which is a run of its own. */
  enable: () => Promise<void>;
  /** Goes on with a run that was begun and not ended; to that of another tenant through its sign-in. */
  resume: (begun: BegunRun) => Promise<void>;
  /** Looks what a removal would take away, on its own page. */
  lookAtCreated: () => Promise<void>;
  /** Takes away what was created; `typed` is the tenant's name. */
  removeCreated: (typed: string) => Promise<void>;
  stop: () => Promise<void>;
  signOut: () => Promise<void>;
}

/** What every page is given. */
export interface PageProps<A = unknown> {
  view: AppView | null;
  ipc: Ipc;
  journey: Journey<A>;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

export function useJourney<A>(form: AnswersForm<A>, view: AppView | null, ipc: Ipc): Journey<A> {
  const [chosen, setChosen] = useState<PageId | null>(null);
  const [isOwn, setOwn] = useState(false);
  const [visit, setVisit] = useState(0);
  const [announced, setAnnounced] = useState<number | null>(null);
  const [skipped, setSkipped] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const inHand = useAnswers(form, view, ipc, setRefused);
  const { setup } = inHand;

  const run = view?.run ?? null;
  const ran = run?.setup ?? setup;
  const isPlan = run?.phase === "planning" || run?.phase === "planned";
  const plan = isPlan && setup && isSameSetup(run.setup, notStarting(setup)) ? run : null;

  const arrive = (next: PageId) => {
    setChosen(next);
    setVisit((before) => before + 1);
  };
  const go = (next: PageId) => {
    setRefused(null);
    arrive(next);
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
    if (await ask(() => ipc.startRun(wanted))) arrive(wanted.start ? "enable" : "apply");
  };

  return {
    ...inHand,
    page: pageShown(view, chosen),
    isOwn,
    setOwn,
    visit,
    go,
    plan,
    announced,
    refused,
    skipped,
    skip: () => {
      setSkipped(true);
      go("enable");
    },
    check: async () => {
      try {
        if (setup) await ipc.readSetup(JSON.stringify(setup));
        return null;
      } catch (thrown) {
        return asProblem(thrown);
      }
    },
    review: async () => {
      go("review");
      if (setup) await ask(() => ipc.plan(notStarting(setup)));
    },
    apply: async (count) => {
      if (count !== undefined) setAnnounced(count);
      if (setup) await start(notStarting(setup));
    },
    enable: async () => {
      if (setup) await start({ ...setup, start: true });
    },
    resume: async ({ run: unfinished, elsewhere }) => {
      if (elsewhere) {
        setOwn(elsewhere.cloud !== "demo");
        go("sign-in");
        return;
      }
      inHand.fill({ ...unfinished.setup, start: true });
      if (unfinished.kind === "removal") {
        go("remove");
        await ask(() => ipc.planRemoval(unfinished.setup));
      } else {
        await start(unfinished.setup);
      }
    },
    lookAtCreated: async () => {
      go("remove");
      if (ran) await ask(() => ipc.planRemoval(ran));
    },
    removeCreated: async (typed) => {
      if (ran) await ask(() => ipc.removeCreated(ran, typed));
    },
    stop: async () => {
      await ask(() => ipc.stopRun());
    },
    signOut: async () => {
      if (await ask(() => ipc.signOut())) go("sign-in");
    },
  };
}

/** Apply makes everything ready and starts nothing: people are tried first, and Enable starts. */
function notStarting(setup: SetupFile): SetupFile {
  return { ...setup, start: false };
}

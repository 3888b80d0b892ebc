import { useEffect, useState } from "react";

import type { AppView, Problem, RunView } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import type { SetupFile } from "../../ipc/setup";
import { isAtWork, stageOf } from "../../wizard/run";
import { type Answers, answersOf, isSameSetup, setupOf } from "./answers";

export type PageId = "welcome" | "choose" | "review" | "apply" | "done";

/** What the pages of one set-up share: where the person is, what was answered, and what can be asked of the shell. */
export interface Journey {
  page: PageId;
  /** Rises when the person comes to a page, or begins a run on it; 0 at the start. */
  visit: number;
  go: (page: PageId) => void;
  /** Absent until the shell has told the recommended answers. */
  answers: Answers | null;
  change: (answers: Partial<Answers>) => void;
  setup: SetupFile | null;
  /** The plan of exactly these answers. */
  plan: RunView | null;
  /** Changes that the last plan announced. */
  announced: number | null;
  /** Why the last thing asked for was refused. */
  refused: Problem | null;
  check: () => Promise<Problem | null>;
  review: () => Promise<void>;
  apply: (announced?: number) => Promise<void>;
  stop: () => Promise<void>;
}

export function useJourney(view: AppView | null, ipc: Ipc): Journey {
  const [chosen, setChosen] = useState<PageId | null>(null);
  const [visit, setVisit] = useState(0);
  const [edited, setEdited] = useState<Answers | null>(null);
  const [announced, setAnnounced] = useState<number | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const recommended = useRecommended(ipc, setRefused);

  const run = view?.run ?? null;
  const page = chosen ?? pageOf(run);
  const file = run?.setup ?? recommended;
  const answers = edited ?? (file && answersOf(file));
  const setup = file && answers && setupOf(file, answers);
  const isPlan = run?.phase === "planning" || run?.phase === "planned";
  const plan = isPlan && setup && isSameSetup(run.setup, setup) ? run : null;

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

  return {
    page,
    visit,
    go,
    answers,
    change: (changes) => answers && setEdited({ ...answers, ...changes }),
    setup,
    plan,
    announced,
    refused,
    check: async () => {
      try {
        if (setup) await ipc.checkSetup(setup);
        return null;
      } catch (thrown) {
        return asProblem(thrown);
      }
    },
    review: async () => {
      go("review");
      if (setup) await ask(() => ipc.plan(setup));
    },
    apply: async (count) => {
      if (!setup || !(await ask(() => ipc.startRun(setup)))) return;
      if (count !== undefined) setAnnounced(count);
      arrive("apply");
    },
    stop: async () => {
      await ask(() => ipc.stopRun());
    },
  };
}

/** Where a window that was reloaded goes on. */
function pageOf(run: RunView | null): PageId {
  if (!run) return "welcome";
  return run.phase === "planning" || run.phase === "planned" ? "review" : "apply";
}

function useRecommended(ipc: Ipc, refuse: (problem: Problem) => void): SetupFile | null {
  const [recommended, setRecommended] = useState<SetupFile | null>(null);
  useEffect(() => {
    ipc.recommendedSetup().then(setRecommended, (thrown: unknown) => refuse(asProblem(thrown)));
  }, [ipc, refuse]);
  return recommended;
}

/** While the tenant is being changed no page may be left. */
export function isHeld(view: AppView | null): boolean {
  const stage = stageOf(view);
  return isAtWork(stage) && stage !== "looking";
}

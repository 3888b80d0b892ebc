import { useEffect, useEffectEvent, useState } from "react";

import type { AppView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import { type Journey, type SetupFile, withStart } from "../ipc/setup";
import type { JourneyDefinition, Journeys } from "./definition";

/** How a journey turns its set-up file into fields and back. */
export interface AnswersForm<S extends SetupFile = SetupFile, A = unknown> {
  answersOf(file: S): A;
  /** The set-up file with these answers in it; everything else stays as it was. */
  setupOf(file: S, answers: A): S;
  /** What the set-up is about, such as a domain; null while nothing in the tenant suggests one. */
  subject(view: AppView | null): string | null;
  /** The recommended answers, with what is known of the tenant filled in. */
  recommended(ipc: Ipc, subject: string, view: AppView | null): Promise<S>;
  /** What was answered, for a set-up about something else. */
  keep(kept: A, fresh: A): A;
}

export interface AnswersInHand<S extends SetupFile, A> {
  /** Absent until the subject is known and the shell has told the recommended answers. */
  answers: A | null;
  /** The answers as a set-up file, with the person's own word about starting. */
  setup: S | null;
  change(answers: Partial<A>): void;
  /** Begins with the recommended answers for this subject, and keeps what was answered already. */
  chooseSubject(subject: string): Promise<void>;
  /** Puts a whole set-up in place of all answers of its journey. */
  fill(setup: SetupFile): void;
  /** The same for one from a file; false when it is for another tenant or journey. */
  take(setup: SetupFile): boolean;
}

/** What was answered for one journey in one tenant. */
interface Draft {
  file: SetupFile;
  answers: unknown;
}

/** By journey and tenant: what was answered is there again after a look at another one. */
type Drafts = Readonly<Record<string, Draft>>;

export function useAnswers(
  journeys: Journeys,
  id: Journey,
  view: AppView | null,
  ipc: Ipc,
  refuse: (problem: Problem | null) => void,
): AnswersInHand<SetupFile, unknown> {
  const { form }: JourneyDefinition = journeys[id];
  const [drafts, setDrafts] = useState<Drafts>({});
  const tenant = view?.tenant?.id;
  const keyOf = (journey: Journey) => `${journey} ${tenant ?? ""}`;
  const key = keyOf(id);
  const worked = [view?.rows?.setup, view?.run?.setup].find((setup) => setup?.journey === id);
  const ran = tenant === undefined ? null : (worked ?? null);
  const current = drafts[key] ?? (ran && draftOfRun(form, ran));
  const known = current !== null;
  const subject = form.subject(view);

  const recommend = useEffectEvent((about: string) => form.recommended(ipc, about, view));
  useEffect(() => {
    if (known || tenant === undefined || subject === null) return;
    let wanted = true;
    recommend(subject).then(
      (file) => {
        if (wanted) setDrafts((before) => ({ [key]: aDraft(form, file), ...before }));
      },
      (thrown: unknown) => {
        if (wanted) refuse(asProblem(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [form, key, known, refuse, subject, tenant]);

  const put = (draft: Draft) => {
    if (tenant !== undefined) setDrafts((before) => ({ ...before, [keyOf(draft.file.journey)]: draft }));
  };
  const fill = (setup: SetupFile) => put(aDraft(journeys[setup.journey].form, setup));
  return {
    answers: current?.answers ?? null,
    setup: current && form.setupOf(current.file, current.answers),
    change: (changes) => {
      if (current) put({ ...current, answers: Object.assign({}, current.answers, changes) });
    },
    chooseSubject: async (wanted) => {
      refuse(null);
      if (tenant === undefined) return;
      try {
        const next = aDraft(form, await form.recommended(ipc, wanted, view));
        // What was answered in the meantime counts too.
        setDrafts((before) => {
          const kept = before[key] ?? current;
          return {
            ...before,
            [key]: kept ? { ...next, answers: form.keep(kept.answers, next.answers) } : next,
          };
        });
      } catch (thrown) {
        refuse(asProblem(thrown));
      }
    },
    fill,
    take: (setup) => {
      const wrong = wrongFile(setup, id, view);
      refuse(wrong);
      if (!wrong) fill(setup);
      return !wrong;
    },
  };
}

function aDraft(form: AnswersForm, file: SetupFile): Draft {
  return { file, answers: form.answersOf(file) };
}

/** What a run of this tenant works on. A run of Apply starts nothing; the person's own word is to start. */
function draftOfRun(form: AnswersForm, setup: SetupFile): Draft {
  return aDraft(form, withStart(setup, true));
}

/** How a set-up file may name this tenant: its id, its first domain, or the one its person signed in with. */
function namesOf(view: AppView | null): string[] {
  const address = view?.account?.address.split("@").at(-1);
  return [view?.tenant?.id, view?.tenant?.domain, address].filter((name) => name !== undefined);
}

/** Why a set-up file cannot be taken in here; null where it can. */
function wrongFile({ journey, tenant }: SetupFile, wanted: string, view: AppView | null): Problem | null {
  const no = { retryable: false, requestId: null };
  if (!namesOf(view).some((name) => name.toLowerCase() === tenant.toLowerCase())) {
    return { ...no, code: "wrong-tenant", facts: { tenant }, details: `the set-up file is for ${tenant}` };
  }
  if (journey === wanted) return null;
  const facts = { field: "journey", found: journey, allowed: wanted };
  return { ...no, code: "setup-invalid", facts, details: `the set-up file is for ${journey}` };
}

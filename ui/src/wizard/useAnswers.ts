import { useEffect, useEffectEvent, useState } from "react";

import type { AppView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import type { JourneyDefinition } from "./definition";

/** How a journey turns its set-up file into fields and back. */
export interface AnswersForm<A> {
  answersOf(file: SetupFile): A;
  /** The set-up file with these answers in it; everything else stays as it was. */
  setupOf(file: SetupFile, answers: A): SetupFile;
  /** What the set-up is about, such as a domain; null while nothing in the tenant suggests one. */
  subject(view: AppView | null): string | null;
  /** The recommended answers, with what is known of the tenant filled in. */
  recommended(ipc: Ipc, subject: string, view: AppView | null): Promise<SetupFile>;
  /** What was answered, for a set-up about something else. */
  keep(kept: A, fresh: A): A;
}

export interface AnswersInHand<A> {
  /** Absent until the subject is known and the shell has told the recommended answers. */
  answers: A | null;
  /** The answers as a set-up file, with the person's own word about starting. */
  setup: SetupFile | null;
  change(answers: Partial<A>): void;
  /** Begins with the recommended answers for this subject, and keeps what was answered already. */
  chooseSubject(subject: string): Promise<void>;
  /** Puts a whole set-up in place of all answers. */
  fill(setup: SetupFile): void;
  /** The same for one from a file; false when it is for another tenant. */
  take(setup: SetupFile): boolean;
}

/** What was answered for one journey in one tenant. */
interface Draft<A> {
  file: SetupFile;
  answers: A;
}

/** By journey and tenant: what was answered is there again after a look at another one. */
type Drafts<A> = Readonly<Record<string, Draft<A>>>;

export function useAnswers<A>(
  { id, form }: JourneyDefinition<A>,
  view: AppView | null,
  ipc: Ipc,
  refuse: (problem: Problem | null) => void,
): AnswersInHand<A> {
  const [drafts, setDrafts] = useState<Drafts<A>>({});
  const tenant = view?.tenant?.id;
  const key = `${id} ${tenant ?? ""}`;
  const ran = tenant !== undefined && view?.run?.setup.journey === id ? view.run.setup : null;
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

  const put = (draft: Draft<A>) => {
    if (tenant !== undefined) setDrafts((before) => ({ ...before, [key]: draft }));
  };
  const fill = (setup: SetupFile) => put(aDraft(form, setup));
  return {
    answers: current?.answers ?? null,
    setup: current && form.setupOf(current.file, current.answers),
    change: (changes) => {
      if (current) put({ ...current, answers: { ...current.answers, ...changes } });
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
      const isOurs = namesOf(view).some((name) => name.toLowerCase() === setup.tenant.toLowerCase());
      refuse(isOurs ? null : anotherTenant(setup.tenant));
      if (isOurs) fill(setup);
      return isOurs;
    },
  };
}

function aDraft<A>(form: AnswersForm<A>, file: SetupFile): Draft<A> {
  return { file, answers: form.answersOf(file) };
}

/** What a run of this tenant works on. A run of Apply starts nothing; the person's own word is to start. */
function draftOfRun<A>(form: AnswersForm<A>, setup: SetupFile): Draft<A> {
  return aDraft(form, { ...setup, start: true });
}

/** How a set-up file may name this tenant: its id, its first domain, or the one its person signed in with. */
function namesOf(view: AppView | null): string[] {
  const address = view?.account?.address.split("@").at(-1);
  return [view?.tenant?.id, view?.tenant?.domain, address].filter((name) => name !== undefined);
}

function anotherTenant(tenant: string): Problem {
  return {
    code: "wrong-tenant",
    retryable: false,
    facts: { tenant },
    details: `the set-up file is for ${tenant}`,
    requestId: null,
  };
}

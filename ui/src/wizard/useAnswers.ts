import { useEffect, useState } from "react";

import type { AppView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";

/** How a journey turns its set-up file into fields and back. */
export interface AnswersForm<A> {
  answersOf(file: SetupFile): A;
  /** The set-up file with these answers in it; everything else stays as it was. */
  setupOf(file: SetupFile, answers: A): SetupFile;
  /** What the set-up is about, such as a domain; null while nothing in the tenant suggests one. */
  subject(view: AppView | null): string | null;
  recommended(ipc: Ipc, subject: string): Promise<SetupFile>;
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

/** What was answered for one tenant. */
interface Draft<A> {
  tenant: string;
  file: SetupFile;
  answers: A;
}

export function useAnswers<A>(
  form: AnswersForm<A>,
  view: AppView | null,
  ipc: Ipc,
  refuse: (problem: Problem | null) => void,
): AnswersInHand<A> {
  const [draft, setDraft] = useState<Draft<A> | null>(null);
  const current = draftOf(form, draft, view);
  const known = current !== null;
  const subject = form.subject(view);
  const tenant = view?.tenant?.id;

  useEffect(() => {
    if (known || tenant === undefined || subject === null) return;
    let wanted = true;
    form.recommended(ipc, subject).then(
      (file) => {
        if (wanted) setDraft((before) => (before?.tenant === tenant ? before : aDraft(form, tenant, file)));
      },
      (thrown: unknown) => {
        if (wanted) refuse(asProblem(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [form, ipc, known, refuse, subject, tenant]);

  const fill = (setup: SetupFile) => {
    if (tenant !== undefined) setDraft(aDraft(form, tenant, setup));
  };
  return {
    answers: current?.answers ?? null,
    setup: current && form.setupOf(current.file, current.answers),
    change: (changes) => {
      if (current) setDraft({ ...current, answers: { ...current.answers, ...changes } });
    },
    chooseSubject: async (wanted) => {
      refuse(null);
      if (tenant === undefined) return;
      try {
        const next = aDraft(form, tenant, await form.recommended(ipc, wanted));
        // What was answered in the meantime counts too.
        setDraft((newest) => {
          const kept = draftOf(form, newest, view)?.answers;
          return kept ? { ...next, answers: form.keep(kept, next.answers) } : next;
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

function aDraft<A>(form: AnswersForm<A>, tenant: string, file: SetupFile): Draft<A> {
  return { tenant, file, answers: form.answersOf(file) };
}

/** What was answered in this window, else what a run of this tenant works on. A run of Apply starts nothing; the person's own word is to start. */
function draftOf<A>(form: AnswersForm<A>, draft: Draft<A> | null, view: AppView | null): Draft<A> | null {
  const tenant = view?.tenant?.id;
  if (tenant === undefined) return null;
  if (draft?.tenant === tenant) return draft;
  return view?.run ? aDraft(form, tenant, { ...view.run.setup, start: true }) : null;
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

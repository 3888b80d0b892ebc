import { useEffect, useState } from "react";

import type { AppView, Problem, ServedDomain } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import type { SetupFile } from "../../ipc/setup";
import { type Answers, answersOf, setupOf } from "./answers";

export interface AnswersInHand {
  /** Domains that agents serve; absent where they cannot be read. */
  domains: ServedDomain[] | null;
  /** Absent until a domain is known and the shell has told the recommended answers. */
  answers: Answers | null;
  /** The answers as a set-up file, with the person's own word about starting. */
  setup: SetupFile | null;
  change: (answers: Partial<Answers>) => void;
  /** Begins with the recommended answers for this domain; what was answered already is kept, but for the names in it. */
  chooseDomain: (domain: string) => Promise<void>;
  /** Puts a whole set-up in place of all answers. */
  fill: (setup: SetupFile) => void;
  /** The same for one from a file; false when it is for another tenant. */
  take: (setup: SetupFile) => boolean;
}

/** What was answered for one tenant. */
interface Draft {
  tenant: string;
  file: SetupFile;
  answers: Answers;
}

export function useAnswers(
  view: AppView | null,
  ipc: Ipc,
  refuse: (problem: Problem | null) => void,
): AnswersInHand {
  const [draft, setDraft] = useState<Draft | null>(null);
  const tenant = view?.tenant ?? null;
  const domains = view?.check?.domains ?? null;
  const current = draftOf(draft, view);
  const known = current !== null;
  const first = domains?.find(({ machines }) => machines.length > 0)?.domain;
  const tenantId = tenant?.id;

  useEffect(() => {
    if (known || tenantId === undefined || first === undefined) return;
    let wanted = true;
    ipc.recommendedSetup(first).then(
      (file) => {
        if (wanted) setDraft((before) => (before?.tenant === tenantId ? before : aDraft(tenantId, file)));
      },
      (thrown: unknown) => {
        if (wanted) refuse(asProblem(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [first, ipc, known, refuse, tenantId]);

  const fill = (setup: SetupFile) => {
    if (tenantId !== undefined) setDraft(aDraft(tenantId, setup));
  };
  return {
    domains,
    answers: current?.answers ?? null,
    setup: current && setupOf(current.file, current.answers),
    change: (changes) => {
      if (current) setDraft({ ...current, answers: { ...current.answers, ...changes } });
    },
    chooseDomain: async (domain) => {
      refuse(null);
      if (tenantId === undefined || domain === current?.file.domain) return;
      try {
        const next = aDraft(tenantId, await ipc.recommendedSetup(domain));
        // What was answered in the meantime counts too.
        setDraft((newest) => {
          const kept = draftOf(newest, view)?.answers;
          return kept
            ? { ...next, answers: { ...kept, names: next.answers.names, adding: "", pasted: "" } }
            : next;
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

function aDraft(tenant: string, file: SetupFile): Draft {
  return { tenant, file, answers: answersOf(file) };
}

/** What was answered in this window, else what a run of this tenant works on. A run of Apply starts nothing; the person's own word is to start. */
function draftOf(draft: Draft | null, view: AppView | null): Draft | null {
  const tenant = view?.tenant?.id;
  if (tenant === undefined) return null;
  if (draft?.tenant === tenant) return draft;
  return view?.run ? aDraft(tenant, { ...view.run.setup, start: true }) : null;
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

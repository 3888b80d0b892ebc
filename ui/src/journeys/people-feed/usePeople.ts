import { useEffect, useState } from "react";

import type { PeoplePerson, PeopleTable, PeopleTarget, PeopleView, Problem } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";

/** Columns and words of the file, as far as they have come; those of the look before stay until then. */
export function usePeopleTable(ipc: Ipc, people: PeopleView | null): PeopleTable | null {
  const [table, setTable] = useState<PeopleTable | null>(null);
  const revision = people?.revision;
  const path = people?.path;
  useEffect(() => {
    if (revision === undefined) return;
    let wanted = true;
    ipc.peopleTable().then(
      (table) => {
        if (wanted) setTable(table);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, revision, path]);
  return table;
}

export interface WantedPerson {
  from: number;
  lacking: PeopleTarget | null;
}

/** One person; "none" where the file has nobody like that any more. The one before stays while another is looked for. */
export function usePersonOfFile(ipc: Ipc, people: PeopleView | null, { from, lacking }: WantedPerson) {
  const [person, setPerson] = useState<PeoplePerson | "none" | null>(null);
  const revision = people?.revision;
  useEffect(() => {
    if (revision === undefined) return;
    let wanted = true;
    ipc.personOfFile(from, lacking).then(
      (found) => {
        if (wanted) setPerson(found ?? "none");
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ipc, revision, from, lacking]);
  return person;
}

/** Asks the shell for something that the view will tell of, and keeps why it was refused. */
export function useAsking() {
  const [refused, setRefused] = useState<Problem | null>(null);
  const ask = (command: Promise<unknown>) => {
    setRefused(null);
    command.catch((thrown: unknown) => setRefused(asProblem(thrown)));
  };
  return { refused, ask };
}

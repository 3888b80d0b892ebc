import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";

import type { AppView, Checked, CloudName, Problem, ProblemCode } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import type { Journey, SetupFile, SetupOf } from "../ipc/setup";
import type { Say } from "../locales/i18n";
import type { SetUpWords } from "../report/facts";
import type { MayDo } from "../sign-in/Person";
import type { Into } from "../provisioning/trialPerson";
import type { AnswersForm } from "./useAnswers";
import type { JourneyState } from "./useJourney";

/** What every page is given. `S` is the set-up file of the journey, `A` what stands in its fields. */
export interface PageProps<S extends SetupFile = SetupFile, A = unknown> {
  view: AppView | null;
  ipc: Ipc;
  journey: JourneyState<S, A>;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** One page of a journey. Functions are methods, so that journeys with different answers fit into one registry. */
export interface PageDefinition<S extends SetupFile = SetupFile, A = unknown> {
  id: string;
  /** In the rail, and in the title of the window. */
  name(t: Say): string;
  draw(props: PageProps<S, A>): ReactNode;
  /** Whether what this page shows is still moving. */
  isBusy?(view: AppView): boolean;
  /** What was answered on it, once it was visited. */
  answer?(t: Say, view: AppView | null, journey: JourneyState<S, A>): string | undefined;
  /** These answers leave nothing to ask on it. */
  isLeftOut?(view: AppView): boolean;
  /** Comes to the page from the rail, where that asks something of the shell. */
  open?(journey: JourneyState<S, A>): void;
}

/** One thing that starting means. */
export interface Meaning {
  icon: FluentIcon;
  text: string;
  /** The answer that it follows from and that people want to change just before the start: where it is, and its name. */
  change?: { at: string; label: string };
}

/** A page of Microsoft on which the person acts or reads. */
export interface Outside {
  label: string;
  address: string;
}

/** Everything the window knows about a journey. */
export interface JourneyDefinition<S extends SetupFile = SetupFile, A = unknown> extends SetUpWords<S> {
  icon: FluentIcon;
  form: AnswersForm<S, A>;
  mayDo: MayDo;
  /** The directory role that is enough and little more, as Microsoft calls it. */
  role: string;
  /** Pages that only look, then pages that change the tenant, in their order. */
  looking: readonly PageDefinition<S, A>[];
  changes: readonly PageDefinition<S, A>[];
  /** Where somebody who is tried gets an account; without it in the tenant. */
  triesInto?: Into;
  /** The page on which answers are changed. */
  answersPage: string;
  /** Where this journey has words of its own about starting (`said.ts`). */
  ownWords?: "peopleFeed";
  /** The one on which another subject is chosen, where that is another page. */
  subjectPage?: string;
  /** The one on which the answer is changed that this is about, where that is another. */
  answersPageFor?(code: ProblemCode): string;
  /** The domain, or whatever else names what the set-up is about. */
  about(setup: S): string;
  /** The template of the job that brings people and groups; the others only add to it. */
  mainJob: string;
  /** The address of what Microsoft says about it. */
  documentation: string;
  /** Where a finding of the check can be put right outside of Causeway, if that has a page. */
  cureOutside(t: Say, finding: Checked, cloud: CloudName): Outside | null;
  /** What stays as it is outside the tenant, which no step of the plan says. */
  untouched(t: Say, setup: S): string[];
  /** What starting means for the people of the tenant. */
  meaning(t: Say, setup: S): Meaning[];
}

/** Every journey; one that is missing does not compile. */
export type Journeys = { readonly [J in Journey]: JourneyDefinition<SetupOf<J>> };

/** Its pages in their order, without those that the answers leave nothing to ask on. */
export function pagesOf(definition: JourneyDefinition, view: AppView | null): readonly PageDefinition[] {
  return partsOf([...definition.looking, ...definition.changes], view);
}

export function partsOf(pages: readonly PageDefinition[], view: AppView | null): readonly PageDefinition[] {
  return pages.filter((page) => view === null || !page.isLeftOut?.(view));
}

import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";

import type { AppView, Problem } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import type { Journey, SetupFile } from "../ipc/setup";
import type { Say } from "../locales/i18n";
import type { SetUpWords } from "../report/facts";
import type { MayDo } from "../sign-in/Person";
import type { AnswersForm } from "./useAnswers";
import type { JourneyState } from "./useJourney";

/** What every page is given. `A` is what stands in the fields of the journey. */
export interface PageProps<A = unknown> {
  view: AppView | null;
  ipc: Ipc;
  journey: JourneyState<A>;
  /** Why the shell gave no picture of the application. */
  outOfTouch: Problem | null;
}

/** One page of a journey. Functions are methods, so that journeys with different answers fit into one registry. */
export interface PageDefinition<A = unknown> {
  id: string;
  /** In the rail, and in the title of the window. */
  name(t: Say): string;
  draw(props: PageProps<A>): ReactNode;
  /** Whether what this page shows is still moving. */
  isBusy?(view: AppView): boolean;
  /** What was answered on it, once it was visited. */
  answer?(t: Say, view: AppView | null, journey: JourneyState<A>): string | undefined;
  /** Comes to the page from the rail, where that asks something of the shell. */
  open?(journey: JourneyState<A>): void;
}

/** One thing that starting means. */
export interface Meaning {
  icon: FluentIcon;
  text: string;
  /** The answer that it follows from and that people want to change just before the start: where it is, and its name. */
  change?: { at: string; label: string };
}

/** Everything the window knows about a journey. */
export interface JourneyDefinition<A = unknown> extends SetUpWords {
  icon: FluentIcon;
  form: AnswersForm<A>;
  mayDo: MayDo;
  /** Pages that only look, then pages that change the tenant, in their order. */
  looking: readonly PageDefinition<A>[];
  changes: readonly PageDefinition<A>[];
  /** The page on which answers are changed. */
  answersPage: string;
  /** The domain, or whatever else names what the set-up is about. */
  about(setup: SetupFile): string;
  /** The template of the job that brings people and groups; the others only add to it. */
  mainJob: string;
  /** What stays as it is outside the tenant, which no step of the plan says. */
  untouched(t: Say, setup: SetupFile): string[];
  /** What starting means for the people of the tenant. */
  meaning(t: Say, setup: SetupFile): Meaning[];
}

/** Every journey; one that is missing does not compile. */
export type Journeys = Readonly<Record<Journey, JourneyDefinition>>;

export function pagesOf(definition: JourneyDefinition): readonly PageDefinition[] {
  return [...definition.looking, ...definition.changes];
}

import type { Journey } from "../ipc/bindings";
import enJourneys from "./en/journeys.json";

/** What the first page says. */
export { default as common } from "./en/common.json";
export { default as welcome } from "./en/welcome.json";

/** What every journey is called, in a sentence and in the header, what a set-up of it is about, and the way into it. */
type JourneyWords = Record<"name" | "subject" | "title" | "another", string> & {
  card: Record<"title" | "text" | "effort", string>;
};

export const journeys: Record<Journey, JourneyWords> &
  Record<Exclude<keyof typeof enJourneys, Journey>, never> = enJourneys;

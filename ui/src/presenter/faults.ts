import type { FaultName, FaultPlace, FaultView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";

export const faultNames: readonly FaultName[] = [
  "slow-down",
  "unavailable",
  "unavailable-afterwards",
  "answer-lost",
  "connection-broken",
  "gateway-page",
  "slow-answer",
  "token-expired",
  "appears-late",
];

export const faultPlaces: readonly FaultPlace[] = [
  "next-request",
  "configuration",
  "job",
  "settings",
  "schema",
  "start",
];

/** A fault in words; one that was not asked for here is shown as it is written. */
export function faultWords(t: Say, { fault, place, script }: FaultView): string {
  if (!fault) return script;
  const what = t(`presenter:fault.${fault}.name`);
  return place ? t("presenter:at", { what, place: t(`presenter:place.${place}`) }) : what;
}

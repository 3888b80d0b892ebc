import type { Say } from "../../locales/i18n";
import type { Fault, Who } from "./answers";
import { endingOf } from "../../provisioning/distinguishedName";

/** What is wrong and how it would be right. */
export function faultWords(t: Say, fault: Fault | undefined, domain: string, who: Who): string | null {
  if (!fault) return null;
  const ending = endingOf(domain);
  const example = `${who === "groups" ? "CN=Pilot" : "OU=Staff"},${ending}`;
  return t(`cloudSync:fault.${fault}`, { example, ending });
}

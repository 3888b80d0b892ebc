import { CloudSyncRegular } from "@fluentui/react-icons";

import { lazyPage } from "../../components/lazy";
import type { CheckView } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import type { JourneyDefinition } from "../../wizard/definition";
import { apply, done, enable, review, signIn, tryOnePerson } from "../../wizard/sharedPages";
import { type Answers, form } from "./answers";
import { reminders, summary } from "./facts";
import { mayDo } from "./may-do";
import { meaning } from "./meaning";

/** Cloud Sync: people and groups of one Active Directory domain come to Microsoft Entra and are kept in step. */
export const cloudSync: JourneyDefinition<Answers> = {
  id: "cloud-sync",
  icon: CloudSyncRegular,
  form,
  mayDo,
  looking: [
    signIn,
    {
      id: "check",
      name: (t) => t("pages.check"),
      draw: (props) => <Check {...props} />,
      isBusy: ({ check }) => check?.looking ?? false,
      answer: (t, view) => (view?.check ? checkAnswer(t, view.check) : undefined),
    },
    {
      id: "choose",
      name: (t) => t("pages.choose"),
      draw: (props) => <Choose {...props} />,
      answer: (_, __, { setup }) => setup?.domain,
    },
    review,
  ],
  changes: [apply, tryOnePerson, enable, done],
  answersPage: "choose",
  about: ({ domain }) => domain,
  mainJob: "AD2AADProvisioning",
  untouched: (t, setup) => (setup.exchangeHybridWriteback ? [] : [t("cloudSync:exchange.untouched")]),
  meaning,
  summary,
  reminders,
};

const Check = lazyPage(async () => (await import("./check")).Check);
const Choose = lazyPage(async () => (await import("./choose")).Choose);

function checkAnswer(t: Say, { found }: CheckView): string {
  const needs = found.filter(({ verdict }) => verdict === "needs-you").length;
  if (needs > 0) return t("wizard:rail.needsYou", { count: needs });
  const toKnow = found.filter(({ verdict }) => verdict === "worth-knowing").length;
  return toKnow > 0 ? t("wizard:rail.toKnow", { count: toKnow }) : t("wizard:rail.allReady");
}

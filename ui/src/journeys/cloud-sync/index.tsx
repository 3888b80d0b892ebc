import { CloudSyncRegular } from "@fluentui/react-icons";

import { lazyPage } from "../../components/lazy";
import type { CloudSyncSetup } from "../../ipc/bindings";
import type { JourneyDefinition } from "../../wizard/definition";
import { apply, check, done, enable, review, signIn, tryOnePerson } from "../../wizard/sharedPages";
import { type Answers, form } from "./answers";
import { reminders, summary } from "./facts";
import { mayDo } from "./may-do";
import { meaning } from "./meaning";
import { cureOutside, documentation } from "./outside";

/** Cloud Sync: people and groups of one Active Directory domain come to Microsoft Entra and are kept in step. */
export const cloudSync: JourneyDefinition<CloudSyncSetup, Answers> = {
  id: "cloud-sync",
  icon: CloudSyncRegular,
  form,
  mayDo,
  role: "Hybrid Identity Administrator",
  looking: [
    signIn,
    check,
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
  documentation,
  cureOutside,
  untouched: (t, setup) => (setup.exchangeHybridWriteback ? [] : [t("cloudSync:exchange.untouched")]),
  meaning,
  summary,
  reminders,
};

const Choose = lazyPage(async () => (await import("./choose")).Choose);

import { PeopleAddRegular } from "@fluentui/react-icons";

import { lazyPage } from "../../components/lazy";
import type { PeopleFeedSetup } from "../../ipc/bindings";
import type { JourneyDefinition, PageDefinition } from "../../wizard/definition";
import { sendingPage } from "../../wizard/pages";
import { apply, check, done, enable, review, signIn } from "../../wizard/sharedPages";
import { type Answers, form } from "./answers";
import { reminders, summary } from "./facts";
import { mayDo } from "./may-do";
import { meaning } from "./meaning";
import { cureOutside, documentation } from "./outside";
import { followPage, sendPage } from "./sent";

type FeedPage = PageDefinition<PeopleFeedSetup, Answers>;

const file: FeedPage = {
  id: "file",
  name: (t) => t("peopleFeed:pages.file"),
  draw: (props) => <File {...props} />,
  isBusy: ({ people }) => people?.looking ?? false,
  answer: (t, view) =>
    view?.people?.examined ? t("peopleFile:people", { count: view.people.examined.people }) : undefined,
};

const columns: FeedPage = {
  id: "columns",
  name: (t) => t("peopleFeed:pages.columns"),
  draw: (props) => <Columns {...props} />,
  isBusy: ({ people }) => people?.looking ?? false,
  answer: (t, _, { answers }) => {
    if (!answers) return undefined;
    const { number, columns, status } = answers;
    const count = [number, status, ...Object.keys(columns)].filter(Boolean).length;
    return t("peopleFeed:rail.columns", { count });
  },
};

const status: FeedPage = {
  id: "status",
  name: (t) => t("peopleFeed:pages.status"),
  draw: (props) => <Status {...props} />,
  answer: (t, _, { answers }) => (answers?.everybody ? t("peopleFeed:rail.everybody") : undefined),
};

const names: FeedPage = {
  id: "names",
  name: (t) => t("peopleFeed:pages.names"),
  draw: (props) => <Names {...props} />,
  answer: (_, __, { answers }) =>
    answers ? (answers.rule === "column" ? (answers.nameColumn ?? undefined) : answers.domain) : undefined,
};

const leavers: FeedPage = {
  id: "leavers",
  name: (t) => t("peopleFeed:pages.leavers"),
  draw: (props) => <Leavers {...props} />,
};

const where: FeedPage = {
  id: "where",
  name: (t) => t("peopleFeed:pages.where"),
  draw: (props) => <Where {...props} />,
  answer: (_, __, { answers }) => answers?.name,
};

const sending: FeedPage = {
  id: sendingPage,
  name: (t) => t("feedSend:pages.sending"),
  draw: (props) => <Sending {...props} />,
  isBusy: ({ feed }) => feed?.looking ?? false,
};

const send: FeedPage = {
  id: sendPage,
  name: (t) => t("feedSend:pages.send"),
  draw: (props) => <Send {...props} />,
  isBusy: ({ feed }) => feed?.progress != null,
};

const follow: FeedPage = {
  id: followPage,
  name: (t) => t("feedSend:pages.follow"),
  draw: (props) => <Follow {...props} />,
  isBusy: ({ feed }) => feed?.following ?? false,
};

/** People whom HR keeps in a file get accounts in Microsoft Entra. */
export const peopleFeed: JourneyDefinition<PeopleFeedSetup, Answers> = {
  id: "people-feed",
  icon: PeopleAddRegular,
  form,
  mayDo,
  ownWords: "peopleFeed",
  role: "Application Administrator",
  looking: [signIn, check, file, columns, status, names, leavers, where, review],
  changes: [apply, enable, sending, send, follow, done],
  answersPage: "where",
  about: ({ name }) => name,
  mainJob: "API2AAD",
  documentation,
  cureOutside,
  untouched: () => [],
  meaning,
  summary,
  reminders,
};

const File = lazyPage(async () => (await import("./File")).File);
const Columns = lazyPage(async () => (await import("./Columns")).Columns);
const Status = lazyPage(async () => (await import("./Status")).Status);
const Names = lazyPage(async () => (await import("./Names")).Names);
const Leavers = lazyPage(async () => (await import("./Leavers")).Leavers);
const Where = lazyPage(async () => (await import("./Where")).Where);
const Sending = lazyPage(async () => (await import("./Sending")).Sending);
const Send = lazyPage(async () => (await import("./Send")).Send);
const Follow = lazyPage(async () => (await import("./Follow")).Follow);

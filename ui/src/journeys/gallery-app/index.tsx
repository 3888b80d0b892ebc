import { AppsAddInRegular } from "@fluentui/react-icons";

import { lazyPage } from "../../components/lazy";
import type { AppView, GalleryAppSetup, ProblemCode } from "../../ipc/bindings";
import type { JourneyDefinition, PageDefinition } from "../../wizard/definition";
import { apply, check, done, enable, review, signIn, tryOnePerson } from "../../wizard/sharedPages";
import { type Answers, form } from "./answers";
import { reminders, summary } from "./facts";
import { mayDo } from "./may-do";
import { meaning } from "./meaning";
import { cureOutside, documentation } from "./outside";
import { takesPeople } from "./kinds";

type AppPage = PageDefinition<GalleryAppSetup, Answers>;

const app: AppPage = {
  id: "app",
  name: (t) => t("galleryApp:pages.app"),
  draw: (props) => <App {...props} />,
  answer: (_, __, { setup }) => setup?.app.name,
};

const howMany: AppPage = {
  id: "how-many",
  name: (t) => t("galleryApp:pages.howMany"),
  draw: (props) => <HowMany {...props} />,
  answer: (t, view) => {
    const table = view?.gallery?.table;
    return table ? t("galleryApp:rail.rows", { count: table.rows }) : t("galleryApp:howMany.one");
  },
};

const credentials: AppPage = {
  id: "credentials",
  name: (t) => t("galleryApp:pages.credentials"),
  // They stand in the table.
  isLeftOut: hasTable,
  draw: (props) => <Credentials {...props} />,
  answer: (_, __, { answers }) => answers?.name,
};

const who: AppPage = {
  id: "who",
  name: (t) => t("galleryApp:pages.who"),
  draw: (props) => <Who {...props} />,
  isLeftOut: takesNobody,
  answer: (t, view, { answers }) => {
    if (answers?.everyone) return t("galleryApp:rail.everyone");
    const count = answers?.assign.length ?? 0;
    // The table says whom each row gets besides.
    return count === 0 && view && hasTable(view) ? undefined : t("galleryApp:rail.assigned", { count });
  },
};

const safety: AppPage = {
  id: "safety",
  name: (t) => t("galleryApp:pages.safety"),
  draw: (props) => <Safety {...props} />,
};

/** Several apps have their plans, their work and their start on one page each, as one app has. */
const reviewOfAny: AppPage = {
  ...review,
  draw: (props) => (hasTable(props.view) ? <RowsReview {...props} /> : review.draw(props)),
  isBusy: (view) => view.rows?.working ?? view.run?.phase === "planning",
};

const applyOfAny: AppPage = {
  ...apply,
  draw: (props) => (hasTable(props.view) ? <RowsApply {...props} /> : apply.draw(props)),
};

/** One of several would have to be chosen first. */
const tryWithOne: AppPage = {
  ...tryOnePerson,
  isLeftOut: (view) => hasTable(view) || takesNobody(view),
};

const enableOfAny: AppPage = {
  ...enable,
  draw: (props) => (hasTable(props.view) ? <RowsStart {...props} /> : enable.draw(props)),
};

const doneOfOne: AppPage = {
  ...done,
  isLeftOut: hasTable,
};

function takesNobody({ gallery }: AppView): boolean {
  return gallery?.entry != null && !takesPeople(gallery.entry.row.kind);
}

function hasTable(view: AppView | null): boolean {
  return view?.gallery?.table != null;
}

/** Where an answer is changed that a step cannot work with. */
const pagesOfProblems: Partial<Record<ProblemCode, string>> = {
  "app-not-in-gallery": app.id,
  "app-name-unclear": app.id,
  "app-cannot-provision": app.id,
  "assignee-unknown": who.id,
  "assignee-unclear": who.id,
  "role-unknown": who.id,
  "role-unclear": who.id,
};

/** People get accounts in an app of Microsoft's gallery. */
export const galleryApp: JourneyDefinition<GalleryAppSetup, Answers> = {
  id: "gallery-app",
  icon: AppsAddInRegular,
  form,
  mayDo,
  role: "Application Administrator",
  looking: [signIn, check, app, howMany, credentials, who, safety, reviewOfAny],
  changes: [applyOfAny, tryWithOne, enableOfAny, doneOfOne],
  triesInto: "app",
  answersPage: safety.id,
  subjectPage: app.id,
  answersPageFor: (code) => pagesOfProblems[code] ?? credentials.id,
  about: ({ name }) => name,
  mainJob: "",
  documentation,
  cureOutside,
  untouched: () => [],
  meaning,
  summary,
  reminders,
};

const App = lazyPage(async () => (await import("./App")).App);
const HowMany = lazyPage(async () => (await import("./HowMany")).HowMany);
const Credentials = lazyPage(async () => (await import("./Credentials")).Credentials);
const Who = lazyPage(async () => (await import("./Who")).Who);
const Safety = lazyPage(async () => (await import("./Safety")).Safety);
const RowsReview = lazyPage(async () => (await import("./rows/RowsReview")).RowsReview);
const RowsApply = lazyPage(async () => (await import("./rows/RowsApply")).RowsApply);
const RowsStart = lazyPage(async () => (await import("./rows/RowsStart")).RowsStart);

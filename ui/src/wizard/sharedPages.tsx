import { lazyPage } from "../components/lazy";
import type { AppView, CheckView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { isAtWork, isGone, isSynchronizing, stageOf } from "../frame/run";
import { nameIn } from "../provisioning/distinguishedName";
import type { PageDefinition } from "./definition";
import { applyPage, donePage, enablePage, removePage, reviewPage, signInPage, tryPage } from "./pages";

/** Pages that any journey can have, in the usual order. */
export const signIn: PageDefinition = {
  id: signInPage,
  name: (t) => t("pages.sign-in"),
  draw: (props) => <SignIn {...props} definition={props.journey.definition} />,
  answer: (_, view) => view?.account?.address,
};

export const check: PageDefinition = {
  id: "check",
  name: (t) => t("pages.check"),
  draw: (props) => <Check {...props} />,
  isBusy: ({ check }) => check?.looking ?? false,
  answer: (t, view) => (view?.check ? checkAnswer(t, view.check) : undefined),
};

export const review: PageDefinition = {
  id: reviewPage,
  name: (t) => t("pages.review"),
  draw: (props) => <Review {...props} />,
  isBusy: ({ run }) => run?.phase === "planning",
  answer: (t, _, { announced }) =>
    announced === null ? undefined : t("wizard:rail.changesCount", { count: announced }),
  open: (journey) => void journey.review(),
};

export const apply: PageDefinition = {
  id: applyPage,
  name: (t) => t("pages.apply"),
  draw: (props) => <Apply {...props} />,
  isBusy: isRunAtWork,
  answer: (t, view) => {
    const stage = stageOf(view);
    return stage === "done" || stage === "nothingToDo" ? t("state.done") : undefined;
  },
};

export const tryOnePerson: PageDefinition = {
  id: tryPage,
  name: (t) => t("pages.try"),
  draw: (props) => <TryOnePerson {...props} />,
  isBusy: ({ trial }) => trial?.working ?? false,
  answer: (t, view, { skipped }) => {
    const tried = view?.trial?.result ? nameIn(view.trial.person) : undefined;
    return tried ?? (skipped ? t("wizard:rail.skipped") : undefined);
  },
};

export const enable: PageDefinition = {
  id: enablePage,
  name: (t) => t("pages.enable"),
  draw: (props) => <Enable {...props} />,
  isBusy: (view) => isRunAtWork(view) || (view.status?.looking ?? false),
  answer: (t, view) => {
    if (isGone(view)) return t("wizard:rail.removed");
    return view?.run && isSynchronizing(view.run) ? t("wizard:rail.running") : undefined;
  },
};

export const done: PageDefinition = {
  id: donePage,
  name: (t) => t("pages.done"),
  draw: (props) => <Done {...props} />,
};

/** Has no place of its own in the story, and so none in the rail. */
export const remove: PageDefinition = {
  id: removePage,
  name: (t) => t("pages.remove"),
  draw: (props) => <Remove {...props} />,
};

function checkAnswer(t: Say, { found }: CheckView): string {
  const needs = found.filter(({ verdict }) => verdict === "needs-you").length;
  if (needs > 0) return t("wizard:rail.needsYou", { count: needs });
  const toKnow = found.filter(({ verdict }) => verdict === "worth-knowing").length;
  return toKnow > 0 ? t("wizard:rail.toKnow", { count: toKnow }) : t("wizard:rail.allReady");
}

function isRunAtWork(view: AppView): boolean {
  return isAtWork(stageOf(view));
}

const SignIn = lazyPage(async () => (await import("../sign-in/sign-in")).SignIn);
const Check = lazyPage(async () => (await import("./Check")).Check);
const Review = lazyPage(async () => (await import("./Review")).Review);
const Apply = lazyPage(async () => (await import("./Apply")).Apply);
const TryOnePerson = lazyPage(async () => (await import("./TryOnePerson")).TryOnePerson);
const Enable = lazyPage(async () => (await import("./Enable")).Enable);
const Done = lazyPage(async () => (await import("./Done")).Done);
const Remove = lazyPage(async () => (await import("./Remove")).Remove);

import { lazyPage } from "../components/lazy";
import type { PageDefinition } from "../wizard/definition";
import {
  actPage,
  appPage,
  appsPage,
  driftPage,
  entryPage,
  heldPage,
  logPage,
  lookPage,
  pairPage,
  signInPage,
  tenantsPage,
  whyPage,
} from "../wizard/pages";
import { mayDo } from "./mayDo";

/** What is there already: seen, understood, steered. It belongs to no journey. */
export const operate: readonly PageDefinition[] = [
  {
    id: signInPage,
    name: (t) => t("pages.sign-in"),
    draw: (props) => <SignIn {...props} definition={{ id: props.journey.definition.id, mayDo }} />,
  },
  {
    id: lookPage,
    name: (t) => t("operate:page.name"),
    draw: (props) => <Look {...props} />,
  },
  {
    id: actPage,
    name: (t) => t("operate:act.name"),
    draw: (props) => <ActOn {...props} />,
  },
  {
    id: heldPage,
    name: (t) => t("logPage:heldPage.name"),
    draw: (props) => <HeldDeletes {...props} />,
  },
  {
    id: logPage,
    name: (t) => t("logPage:name"),
    draw: (props) => <Log {...props} />,
  },
  {
    id: entryPage,
    name: (t) => t("logPage:entryName"),
    draw: (props) => <Entry {...props} />,
  },
  {
    id: whyPage,
    name: (t) => t("whyPage:name"),
    draw: (props) => <Why {...props} />,
  },
  {
    id: pairPage,
    name: (t) => t("whyPage:pair.name"),
    draw: (props) => <ForgetPair {...props} />,
  },
  {
    id: driftPage,
    name: (t) => t("drift:page.name"),
    draw: (props) => <Drift {...props} />,
  },
  {
    id: tenantsPage,
    name: (t) => t("operate:all.name"),
    draw: (props) => <Tenants {...props} />,
  },
  {
    id: appsPage,
    name: (t) => t("apps:name"),
    draw: (props) => <Apps {...props} />,
  },
  {
    id: appPage,
    name: (t) => t("apps:one"),
    draw: (props) => <AppLook {...props} />,
  },
];

const SignIn = lazyPage(async () => (await import("../sign-in/sign-in")).SignIn);
const Look = lazyPage(async () => (await import("./Look")).Look);
const ActOn = lazyPage(async () => (await import("./ActOn")).ActOn);
const HeldDeletes = lazyPage(async () => (await import("./HeldDeletes")).HeldDeletes);
const Log = lazyPage(async () => (await import("./log/Log")).Log);
const Entry = lazyPage(async () => (await import("./log/Entry")).Entry);
const Why = lazyPage(async () => (await import("./why/Why")).Why);
const ForgetPair = lazyPage(async () => (await import("./why/ForgetPair")).ForgetPair);
const Tenants = lazyPage(async () => (await import("./Tenants")).Tenants);
const Apps = lazyPage(async () => (await import("./apps/Apps")).Apps);
const AppLook = lazyPage(async () => (await import("./apps/AppLook")).AppLook);
const Drift = lazyPage(async () => (await import("./drift/Drift")).Drift);

import { lazyPage } from "../components/lazy";
import type { PageDefinition } from "../wizard/definition";
import { actPage, lookPage, signInPage, tenantsPage } from "../wizard/pages";
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
    id: tenantsPage,
    name: (t) => t("operate:all.name"),
    draw: (props) => <Tenants {...props} />,
  },
];

const SignIn = lazyPage(async () => (await import("../sign-in/sign-in")).SignIn);
const Look = lazyPage(async () => (await import("./Look")).Look);
const ActOn = lazyPage(async () => (await import("./ActOn")).ActOn);
const Tenants = lazyPage(async () => (await import("./Tenants")).Tenants);

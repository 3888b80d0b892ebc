import { Button, makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { changedSoFar } from "../frame/begun";
import { useCard } from "../components/card";
import type { AppView, KnownAccount, Problem, SignInView, SignInWay } from "../ipc/bindings";
import { asProblem, type Ipc, type SignInPlace } from "../ipc/client";
import type { Journey } from "../ipc/setup";
import { useDemo } from "../ipc/demo";
import { useWords } from "../locales/i18n";
import { Notices } from "../frame/Notices";
import { Page } from "../frame/Page";
import { stageOf } from "../frame/run";
import { AccountPicker } from "./AccountPicker";
import { KnownAccounts } from "./KnownAccounts";
import { OwnTenant } from "./OwnTenant";
import { type MayDo, Person, Rights } from "./Person";
import { Waiting } from "./Waiting";

interface SignInProps {
  view: AppView | null;
  ipc: Ipc;
  /** The journey that asks for a sign-in: what comes before it and after it. */
  journey: {
    visit: number;
    goHome: () => void;
    next: () => void;
    toRun: () => void;
    /** Comes back to this page, so that reading begins at its title. */
    signOut: () => Promise<void>;
    /** Who is to be signed in next, in a tenant that was signed in to before. */
    wanted: KnownAccount | null;
    /** Why the last thing asked for was refused. */
    refused: Problem | null;
    isOwn: boolean;
    setOwn: (own: boolean) => void;
  };
  definition: { id: Journey; mayDo: MayDo; role?: string };
  outOfTouch: Problem | null;
}

/** Who works on the tenant: somebody of the demo tenant, quickly or as it really is, or whoever signs in at Microsoft. */
export function SignIn({ view, ipc, journey, definition, outOfTouch }: SignInProps) {
  const { t } = useWords();
  const styles = useStyles();
  const { card } = useCard();
  const demo = useDemo();
  const [chosen, setChosen] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const account = view?.account ?? null;
  const signIn = view?.signIn ?? null;
  const isWaiting = signIn !== null && signIn.state.is !== "refused";
  const [begun, setBegun] = useState(false);
  const here = view?.tenant?.id;
  const [before] = useState(here);
  const wanted = journey.wanted?.tenant === here ? null : journey.wanted;
  const hasMoved = before !== undefined && here !== undefined && here !== before;
  const isComing = (chosen !== null || begun || hasMoved) && account !== null && !isWaiting;

  const { next } = journey;
  useEffect(() => {
    if (isComing) next();
    // Once: the page leaves with it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isComing]);

  const ask = async (command: () => Promise<void>) => {
    setRefused(null);
    try {
      await command();
    } catch (thrown) {
      setChosen(null);
      setBegun(false);
      setRefused(asProblem(thrown));
    }
  };
  const begin = (place: SignInPlace, way: SignInWay) => {
    setBegun(true);
    void ask(() => ipc.beginSignIn(place, way));
  };
  const choose = (address: string) => {
    setChosen(address);
    void ask(() => ipc.signInDemo(address));
  };

  const inDemo = (way: SignInWay) => begin({ cloud: "demo", tenant: null, clientId: "" }, way);
  const isOwn = journey.isOwn || demo.view === null;
  const company = view?.tenant?.name ?? demoCompany(demo.view);
  const question = isOwn
    ? t("signIn:title")
    : company
      ? t("signIn:choose.title", { company })
      : t("signIn:choose.titleAnywhere");
  return (
    <Page
      visit={journey.visit}
      title={account ? t("signIn:known.title", { name: account.name }) : question}
      lead={account ? t("signIn:known.lead") : t(isOwn ? "signIn:choose.leadOwn" : "signIn:choose.lead")}
      changed={{
        ...changedSoFar(t, view),
        more: account ? undefined : t("signIn:opens"),
      }}
      back={() => journey.goHome()}
      action={{
        label: t("button.next"),
        act: () => {
          // Signed in, but the tenant has not told its name: a look asks again.
          if (!view?.tenant) void ask(() => ipc.checkTenant(definition.id));
          // Whoever was sent here from a run that could not go on goes back to it.
          if (stageOf(view) === "failed") journey.toRun();
          else journey.next();
        },
        isPrimary: true,
        shut: account === null,
      }}
    >
      <Notices
        view={view}
        problem={refused ?? journey.refused ?? refusalOf(signIn) ?? demo.problem ?? outOfTouch}
      />
      {signIn && (
        <Waiting
          signIn={signIn}
          ipc={ipc}
          ask={ask}
          byCode={account || isOwn ? undefined : () => inDemo("device-code")}
        />
      )}
      {account ? (
        <div className={mergeClasses(card, styles.known)}>
          <Person name={account.name} address={account.address}>
            <Rights roles={account.roles} mayDo={definition.mayDo} />
          </Person>
          <Button onClick={() => void journey.signOut()}>{t("signIn:known.other")}</Button>
          {account.grows && (
            <Button disabledFocusable={isWaiting} onClick={() => void ask(() => ipc.signInAgain())}>
              {t("signIn:again")}
            </Button>
          )}
        </div>
      ) : (
        !isOwn &&
        demo.view && (
          <>
            <KnownAccounts ipc={ipc} ask={ask} begin={() => setBegun(true)} isHeld={isWaiting} isDemo />
            <AccountPicker
              accounts={demo.view.accounts}
              role={definition.role}
              chosen={chosen}
              choose={choose}
              mayDo={definition.mayDo}
            />
            <section className={styles.real}>
              <Subtitle2 as="h2">{t("signIn:real.title")}</Subtitle2>
              <div className={styles.ways}>
                <Button disabledFocusable={isWaiting} onClick={() => inDemo("browser")}>
                  {t("signIn:real.browser")}
                </Button>
                <Button disabledFocusable={isWaiting} onClick={() => inDemo("device-code")}>
                  {t("signIn:real.code")}
                </Button>
              </div>
            </section>
          </>
        )
      )}
      {account && wanted && (
        <Button
          className={styles.elsewhere}
          disabledFocusable={isWaiting}
          onClick={() => void ask(() => ipc.beginSignIn({ ...wanted, clientId: wanted.client }, "browser"))}
        >
          {t("signIn:toTenant", { tenant: wanted.tenantName || wanted.tenant })}
        </Button>
      )}
      {!account && isOwn && (
        <OwnTenant ipc={ipc} ask={ask} begin={begin} resume={() => setBegun(true)} isHeld={isWaiting} />
      )}
      {!account && demo.view && (
        <Button
          className={styles.elsewhere}
          disabledFocusable={isWaiting}
          onClick={() => journey.setOwn(!isOwn)}
        >
          {t(isOwn ? "signIn:toDemo" : "signIn:toOwn")}
        </Button>
      )}
    </Page>
  );
}

/** Why the last attempt was refused. */
function refusalOf(signIn: SignInView | null): Problem | null {
  return signIn?.state.is === "refused" ? signIn.state.problem : null;
}

function demoCompany(demo: ReturnType<typeof useDemo>["view"]): string | undefined {
  return demo?.companies.find(({ id }) => id === demo.company)?.name;
}

const useStyles = makeStyles({
  known: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
  },
  real: { marginTop: tokens.spacingVerticalXXL },
  ways: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
  elsewhere: { alignSelf: "flex-start", marginTop: tokens.spacingVerticalL },
});

import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import type { AppView, Problem } from "../ipc/bindings";
import { asProblem, type Ipc } from "../ipc/client";
import { useDemo } from "../ipc/demo";
import { useWords } from "../locales/i18n";
import { Notices } from "../wizard/Notices";
import { Page } from "../wizard/Page";
import { AccountPicker } from "./AccountPicker";
import { Person } from "./Person";

interface SignInProps {
  view: AppView | null;
  ipc: Ipc;
  /** The journey that asks for a sign-in: what comes before it and after it. */
  journey: { visit: number; go: (page: "welcome" | "check") => void };
  outOfTouch: Problem | null;
}

/** Who works on the tenant. For now the accounts of the demo tenant; a Microsoft sign-in takes its place for others. */
export function SignIn({ view, ipc, journey, outOfTouch }: SignInProps) {
  const { t } = useWords();
  const styles = useStyles();
  const demo = useDemo();
  const [chosen, setChosen] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const account = view?.account ?? null;
  const isComing = chosen !== null && account !== null;

  const { go } = journey;
  useEffect(() => {
    if (isComing) go("check");
    // Once: the page leaves with it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isComing]);

  const ask = async (command: () => Promise<void>) => {
    setRefused(null);
    try {
      await command();
    } catch (thrown) {
      setChosen(null);
      setRefused(asProblem(thrown));
    }
  };
  const signIn = (address: string) => {
    setChosen(address);
    void ask(() => ipc.signInDemo(address));
  };

  const company = view?.tenant?.name ?? demoCompany(demo.view);
  const question = company ? t("signIn:choose.title", { company }) : t("signIn:choose.titleAnywhere");
  return (
    <Page
      visit={journey.visit}
      title={account ? t("signIn:known.title", { name: account.name }) : question}
      lead={account ? t("signIn:known.lead") : t("signIn:choose.lead")}
      changed={{
        anything: false,
        sentence: t("footer.nothingYet"),
        more: account ? undefined : t("signIn:opens"),
      }}
      back={() => journey.go("welcome")}
      action={{
        label: t("button.next"),
        act: () => {
          // Signed in, but the tenant has not told its name: a look asks again.
          if (!view?.tenant) void ask(() => ipc.checkTenant());
          journey.go("check");
        },
        isPrimary: true,
        shut: account === null,
      }}
    >
      <Notices view={view} problem={refused ?? demo.problem ?? outOfTouch} />
      {account ? (
        <div className={styles.known}>
          <Person account={account} />
          <Button onClick={() => void ask(() => ipc.signOut())}>{t("signIn:known.other")}</Button>
        </div>
      ) : (
        demo.view && <AccountPicker accounts={demo.view.accounts} chosen={chosen} choose={signIn} />
      )}
      {demo.view === null && !account && <p className={styles.none}>{t("signIn:notYet")}</p>}
    </Page>
  );
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
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  none: { margin: 0 },
});

import { Button, makeStyles, tokens } from "@fluentui/react-components";

import { CopyButton } from "../components/CopyButton";
import type { AppView, Problem, ProblemCode } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { type Say, useWords } from "../locales/i18n";
import { adminCenter } from "./adminCenter";
import { OutsideLink } from "./OutsideLink";
import { isHeld, signInPage } from "./pages";
import type { JourneyState } from "./useJourney";

interface ProblemActionProps {
  problem: Problem;
  view: AppView | null;
  journey: JourneyState;
  ipc: Ipc;
}

/** What the person can press to put a problem right. Trying again is the page's own. */
export function ProblemAction({ problem, view, journey, ipc }: ProblemActionProps) {
  const { t } = useWords();
  const styles = useStyles();
  const to = (page: string, label: string) => (
    <Button size="small" disabledFocusable={isHeld(view)} onClick={() => journey.go(page)}>
      {label}
    </Button>
  );
  const copy = (label: string) => (
    <CopyButton
      appearance="secondary"
      label={label}
      copied={t("button.copied")}
      text={() => letter(t, problem, view)}
    />
  );
  switch (kindOf(problem.code)) {
    case "signIn":
      return to(signInPage, t("button.signInAgain"));
    case "answers":
      return to(
        journey.definition.answersPageFor?.(problem.code) ?? journey.definition.answersPage,
        t("button.changeAnswers"),
      );
    case "administrator":
      // What an administrator grants counts from the next sign-in on.
      return (
        <div className={styles.actions}>
          {copy(t("button.copyForAdministrator"))}
          {to(signInPage, t("button.signInAgain"))}
        </div>
      );
    case "colleague":
      return copy(t("button.copyForColleague"));
    case "person":
      return <AppSignIn view={view} ipc={ipc} />;
    case "none":
      return null;
  }
}

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** Where a person signs in to the app that this run made. */
function AppSignIn({ view, ipc }: { view: AppView | null; ipc: Ipc }) {
  const { t } = useWords();
  const made = view?.run?.created.find(({ kind }) => kind === "configuration");
  if (!view?.tenant || !made) return null;
  const label = t("button.openProvisioning");
  if (view.tenant.cloud === "demo") {
    return (
      <Button size="small" onClick={() => void ipc.openDemoApp(made.id)}>
        {label}
      </Button>
    );
  }
  const address = adminCenter(view.tenant.cloud, made);
  return address === null ? null : <OutsideLink ipc={ipc} label={label} address={address} />;
}

type Kind = "signIn" | "answers" | "administrator" | "colleague" | "person" | "none";

function kindOf(code: ProblemCode): Kind {
  switch (code) {
    case "sign-in-again":
    case "confirm-sign-in":
    case "sign-in-refused":
    case "sign-in-declined":
    case "sign-in-timed-out":
    case "managed-device":
    case "blocked-by-policy":
    case "wrong-account":
    case "device-code-over":
    case "browser-answer-too-large":
    case "wrong-tenant":
      return "signIn";
    case "consent-missing":
    case "permission-missing":
    case "synchronization-hidden":
    case "reading-not-allowed":
    case "app-not-set-up":
    case "app-secret-over":
    case "app-unknown":
    case "app-federation":
    case "app-managed-identity":
      return "administrator";
    case "no-agent":
    case "agent-silent":
    case "domain-controller-silent":
    case "sync-account-trouble":
      return "colleague";
    case "several-configurations":
    case "configuration-exists":
    case "configuration-unclear":
    case "named-configuration-unfit":
    case "exchange-schema-missing":
    case "app-not-in-gallery":
    case "app-name-unclear":
    case "app-cannot-provision":
    case "app-exists":
    case "several-apps":
    case "job-template-unclear":
    case "other-job-in-use":
    case "field-unknown":
    case "secret-in-file":
    case "credential-missing":
    case "credentials-refused":
    case "credentials-over":
    case "nothing-to-renew":
    case "credentials-not-tried":
    case "cannot-be-tested":
    case "assignee-unknown":
    case "assignee-unclear":
    case "attribute-unknown":
    case "cannot-clear":
    case "uploader-unknown":
    case "role-unknown":
    case "role-unclear":
    case "setup-invalid":
      return "answers";
    case "needs-person":
      return "person";
    case "sync-flag-locked":
    case "setting-would-be-lost":
    case "setting-lost":
    case "changed-meanwhile":
    case "other-than-shown":
    case "restart-not-known":
    case "held-deletes-changed":
    case "held-deletes-unknown":
    case "removals-still-held":
    case "round-not-over":
    case "job-still-runs":
    case "pairs-not-here":
    case "pairs-not-permitted":
    case "settings-beside-secrets":
    case "other-template":
    case "jobs-appeared":
    case "guard-owed":
    case "guard-is-tight":
    case "quarantined":
    case "objects-fail":
    case "too-many-deletes":
    case "throttled":
    case "service-unavailable":
    case "no-connection":
    case "proxy-answered":
    case "proxy-sign-in":
    case "certificate-untrusted":
    case "clock-off":
    case "keychain-trouble":
    case "azure-cli-trouble":
    case "azure-cli-missing":
    case "app-secret-id":
    case "log-needs-premium":
    case "log-not-in-this-cloud":
    case "not-found":
    case "not-visible":
    case "not-confirmed":
    case "outcome-unknown":
    case "continue-before-removing":
    case "person-not-found":
    case "trial-not-offered":
    case "trial-needs-pause":
    case "app-quota":
    case "journal-disagrees":
    case "busy":
    case "run-held-elsewhere":
    case "not-private":
    case "file-trouble":
    case "several-files":
    case "schema-not-understood":
    case "senseless-answer":
    case "unexpected-answer":
      return "none";
  }
}

/** What a colleague needs to act: the tenant, what happened, what to do, and what Microsoft's support would ask for. */
function letter(t: Say, problem: Problem, view: AppView | null): string {
  const { code, facts, requestId } = problem;
  const tenant = view?.tenant;
  const todo = t(`problems:${code}.todo`, { replace: facts, returnObjects: true });
  const known = [
    tenant && `${t("fact.tenant")}: ${tenant.name} (${tenant.domain}, ${tenant.id})`,
    facts.permission && `${t("fact.permission")}: ${facts.permission}`,
    requestId && `${t("problem.request")}: ${requestId}`,
  ];
  return [
    t(`problems:${code}.title`),
    t(`problems:${code}.happened`, { replace: facts }),
    todo.map((sentence, at) => `${at + 1}. ${sentence}`).join("\n"),
    known.filter(Boolean).join("\n"),
  ].join("\n\n");
}

import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { Hint } from "../components/Hint";
import { Disclosure } from "../components/Disclosure";
import { useCopy } from "../components/useCopy";
import type { CloudName, SignInWay, Surroundings } from "../ipc/bindings";
import type { Ipc, SignInPlace } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { KnownAccounts } from "./KnownAccounts";

/** Microsoft Graph Command Line Tools: known in every tenant. */
const TOOLS = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
const CLOUDS = ["global", "usgov", "usgov-dod", "china"] as const satisfies readonly CloudName[];
const APPLICATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface OwnTenantProps {
  ipc: Ipc;
  /** Asks the shell, and shows why it refuses. */
  ask: (command: () => Promise<void>) => Promise<void>;
  begin: (place: SignInPlace, way: SignInWay) => void;
  /** Called before somebody goes on as before. */
  resume: () => void;
  /** A sign-in waits already. */
  isHeld: boolean;
}

/** Where and through which app somebody signs in at Microsoft. */
export function OwnTenant({ ipc, ask, begin, resume, isHeld }: OwnTenantProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [cloud, setCloud] = useState<(typeof CLOUDS)[number]>("global");
  const [tenant, setTenant] = useState("");
  const [isOwnApp, setOwnApp] = useState(false);
  const [clientId, setClientId] = useState("");
  const [copied, copy] = useCopy(t("button.copied"));
  const isAnApp = !isOwnApp || APPLICATION_ID.test(clientId.trim());
  const place = {
    cloud,
    tenant: tenant.trim() || null,
    clientId: isOwnApp ? clientId.trim() : TOOLS,
  };
  const isShut = isHeld || !isAnApp;
  const around = useSurroundings(ipc, cloud);
  return (
    <div className={styles.form}>
      <KnownAccounts ipc={ipc} ask={ask} begin={resume} isHeld={isHeld} isDemo={false} />
      <Field label={t("signIn:own.tenant")} hint={t("signIn:own.tenantHint")}>
        <Input value={tenant} maxLength={253} onChange={(_, { value }) => setTenant(value)} />
      </Field>
      <Field label={t("signIn:own.app")}>
        <RadioGroup
          value={isOwnApp ? "own" : "tools"}
          onChange={(_, { value }) => setOwnApp(value === "own")}
        >
          <Radio
            value="tools"
            label={
              <>
                {t("signIn:own.tools")}
                <Hint>{t("signIn:own.toolsHint")}</Hint>
                <Hint>{TOOLS}</Hint>
              </>
            }
          />
          <Radio value="own" label={t("signIn:own.registration")} />
        </RadioGroup>
      </Field>
      {isOwnApp && (
        <>
          <Field
            label={t("signIn:own.clientId")}
            hint={t("signIn:own.clientIdHint")}
            validationMessage={clientId && !isAnApp ? t("signIn:own.clientIdWrong") : null}
          >
            <Input value={clientId} maxLength={64} onChange={(_, { value }) => setClientId(value)} />
          </Field>
          <Disclosure label={t("signIn:own.checklist")}>
            <ol className={styles.needs}>
              <li>{t("signIn:own.needs.1")}</li>
              <li>{t("signIn:own.needs.2")}</li>
              <li>{t("signIn:own.needs.3")}</li>
            </ol>
          </Disclosure>
        </>
      )}
      {around && <Proxies graph={around.proxy} signIn={around.signInProxy} />}
      {around?.proxyScript && <Hint>{t("signIn:around.script", { script: around.proxyScript })}</Hint>}
      {around?.certificates && <Hint>{t("signIn:around.certificates", { file: around.certificates })}</Hint>}
      {around?.certificateFolders && (
        <Hint>{t("signIn:around.folders", { folders: around.certificateFolders })}</Hint>
      )}
      <div>
        <Button appearance="primary" disabledFocusable={isShut} onClick={() => begin(place, "browser")}>
          {t("signIn:real.browser")}
        </Button>
      </div>
      <Disclosure label={t("signIn:own.otherWays")}>
        <div className={styles.ways}>
          <Button disabledFocusable={isShut} onClick={() => begin(place, "device-code")}>
            {t("signIn:real.code")}
          </Button>
          <Button disabledFocusable={isShut || !place.tenant} onClick={() => begin(place, "azure-cli")}>
            {t("signIn:real.cli")}
          </Button>
          {!place.tenant && <Hint>{t("signIn:own.cliNeedsTenant")}</Hint>}
          {around && (
            <Hint>
              {around.azureCli
                ? t("signIn:around.cli", { program: around.azureCli })
                : t("signIn:around.noCli")}
            </Hint>
          )}
        </div>
      </Disclosure>
      <Disclosure label={t("signIn:own.other")}>
        <Field label={t("signIn:own.cloud")} className={styles.cloud}>
          <Select value={cloud} onChange={(_, { value }) => setCloud(value as typeof cloud)}>
            {CLOUDS.map((name) => (
              <option key={name} value={name}>
                {t(`cloud.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
      </Disclosure>
      <div>
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={!isAnApp}
          onClick={() => void ask(async () => copy(await ipc.adminConsentLink(place)))}
        >
          {copied ? t("button.copied") : t("signIn:own.consent")}
        </Button>
      </div>
    </div>
  );
}

/** One sentence where both ways are the same; an exception may spare the sign-in service or Graph. */
function Proxies({ graph, signIn }: { graph: string | null; signIn: string | null }) {
  const { t } = useWords();
  if (graph === signIn) {
    return graph && <Hint>{t("signIn:around.proxy", { proxy: graph })}</Hint>;
  }
  return (
    <>
      <Hint>
        {signIn ? t("signIn:around.signInProxy", { proxy: signIn }) : t("signIn:around.signInStraight")}
      </Hint>
      <Hint>
        {graph ? t("signIn:around.graphProxy", { proxy: graph }) : t("signIn:around.graphStraight")}
      </Hint>
    </>
  );
}

/** What of this computer takes part in a sign-in; null until it is known. */
function useSurroundings(ipc: Ipc, cloud: CloudName) {
  const [around, setAround] = useState<Surroundings | null>(null);
  useEffect(() => {
    ipc.surroundings(cloud).then(setAround, () => setAround(null));
  }, [ipc, cloud]);
  return around;
}

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  needs: { margin: 0 },
  ways: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  cloud: { maxWidth: "320px" },
});

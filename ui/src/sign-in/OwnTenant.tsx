import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useId, useState } from "react";

import { Disclosure } from "../components/Disclosure";
import { Hint } from "../components/Hint";
import type { CloudName, SignInWay, Surroundings } from "../ipc/bindings";
import type { Ipc, SignInPlace } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { AdvancedPlace } from "./AdvancedPlace";
import { KnownAccounts } from "./KnownAccounts";
import { emptyPlace, faultOf, isTenant, type OwnPlace, placeOf } from "./own-place";

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

/** Which tenant of Microsoft's somebody signs in to. Most people need one field and one button; the rest is folded. */
export function OwnTenant({ ipc, ask, begin, resume, isHeld }: OwnTenantProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [own, setOwn] = useState<OwnPlace>(emptyPlace);
  const [hasLeft, setLeft] = useState(false);
  const why = useId();
  const change = (part: Partial<OwnPlace>) => setOwn({ ...own, ...part });
  const place = placeOf(own);
  const shut = isHeld ? "waiting" : faultOf(own);
  const around = useSurroundings(ipc, own.cloud);
  const describedBy = shut ? why : undefined;
  return (
    <div className={styles.form}>
      <KnownAccounts ipc={ipc} ask={ask} begin={resume} isHeld={isHeld} isDemo={false} />
      <Field
        label={t("signIn:own.tenant")}
        hint={t("signIn:own.tenantHint")}
        validationMessage={hasLeft && !isTenant(own.tenant) ? t("signIn:own.tenantWrong") : null}
      >
        <Input
          value={own.tenant}
          maxLength={253}
          onChange={(_, { value }) => change({ tenant: value })}
          onBlur={() => setLeft(true)}
        />
      </Field>
      {around?.proxyScript && <Hint>{t("signIn:around.script", { script: around.proxyScript })}</Hint>}
      <div>
        <Button
          appearance="primary"
          disabledFocusable={shut !== null}
          aria-describedby={describedBy}
          onClick={() => begin(place, "browser")}
        >
          {t("signIn:real.browser")}
        </Button>
        <div id={why}>{shut && <Hint>{t(`signIn:own.shut.${shut}`)}</Hint>}</div>
      </div>
      <div>
        <Disclosure label={t("signIn:own.otherWays")}>
          <div className={styles.ways}>
            <Button
              disabledFocusable={shut !== null}
              aria-describedby={describedBy}
              onClick={() => begin(place, "device-code")}
            >
              {t("signIn:real.code")}
            </Button>
            <Button
              disabledFocusable={shut !== null || !place.tenant}
              aria-describedby={describedBy}
              onClick={() => begin(place, "azure-cli")}
            >
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
        <Disclosure label={t("signIn:own.advanced")}>
          <AdvancedPlace
            own={own}
            change={change}
            around={around}
            // The link names the tenant and the app, and asks for no sign-in here.
            isShut={faultOf(own) !== null}
            describedBy={describedBy}
            consentLink={(copy) => void ask(async () => copy(await ipc.adminConsentLink(place)))}
          />
        </Disclosure>
      </div>
    </div>
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
  ways: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
  },
});

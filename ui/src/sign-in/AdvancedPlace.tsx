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
import { CopyRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { Disclosure } from "../components/Disclosure";
import { Hint } from "../components/Hint";
import { useCopy } from "../components/useCopy";
import type { Surroundings } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { CLOUDS, isApplicationId, type OwnPlace, TOOLS } from "./own-place";

interface AdvancedPlaceProps {
  own: OwnPlace;
  change: (part: Partial<OwnPlace>) => void;
  /** Absent until it is known. */
  around: Surroundings | null;
  /** An answer stands in the way of the link for the administrator. */
  isShut: boolean;
  /** The id of the sentence that says why. */
  describedBy: string | undefined;
  /** Asks for that link and hands it over. */
  consentLink: (copy: (link: string) => Promise<void>) => void;
}

/** What few people change about a sign-in: the app, the cloud, and how this computer reaches Microsoft. */
export function AdvancedPlace(props: AdvancedPlaceProps) {
  const { own, change, around, isShut, describedBy, consentLink } = props;
  const { t } = useWords();
  const styles = useStyles();
  const [hasLeft, setLeft] = useState(false);
  const [copied, copy] = useCopy(t("button.copied"));
  return (
    <div className={styles.form}>
      <Field label={t("signIn:own.app")}>
        <RadioGroup
          value={own.isOwnApp ? "own" : "tools"}
          onChange={(_, { value }) => change({ isOwnApp: value === "own" })}
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
      {own.isOwnApp && (
        <>
          <Field
            label={t("signIn:own.clientId")}
            hint={t("signIn:own.clientIdHint")}
            validationMessage={
              hasLeft && !isApplicationId(own.clientId) ? t("signIn:own.clientIdWrong") : null
            }
          >
            <Input
              value={own.clientId}
              maxLength={64}
              onChange={(_, { value }) => change({ clientId: value })}
              onBlur={() => setLeft(true)}
            />
          </Field>
          <div>
            <Disclosure label={t("signIn:own.checklist")}>
              <ol className={styles.needs}>
                <li>{t("signIn:own.needs.1")}</li>
                <li>{t("signIn:own.needs.2")}</li>
                <li>{t("signIn:own.needs.3")}</li>
              </ol>
            </Disclosure>
          </div>
        </>
      )}
      <div>
        <Button
          size="small"
          icon={<CopyRegular />}
          disabledFocusable={isShut}
          aria-describedby={isShut ? describedBy : undefined}
          onClick={() => consentLink(copy)}
        >
          {copied ? t("button.copied") : t("signIn:own.consent")}
        </Button>
      </div>
      <Field label={t("signIn:own.cloud")} className={styles.cloud}>
        <Select
          value={own.cloud}
          onChange={(_, { value }) => change({ cloud: CLOUDS.find((name) => name === value) ?? own.cloud })}
        >
          {CLOUDS.map((name) => (
            <option key={name} value={name}>
              {t(`cloud.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {around && <Proxies graph={around.proxy} signIn={around.signInProxy} />}
      {around?.certificates && <Hint>{t("signIn:around.certificates", { file: around.certificates })}</Hint>}
      {around?.certificateFolders && (
        <Hint>{t("signIn:around.folders", { folders: around.certificateFolders })}</Hint>
      )}
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

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    paddingBlock: tokens.spacingVerticalS,
  },
  needs: { margin: 0 },
  cloud: { maxWidth: "320px" },
});

import { Hint } from "../../components/Hint";
import type { FeedRefusals } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import { PeopleBehind } from "./PeopleBehind";
import { Row, Rows } from "./Rows";

interface RefusalsProps {
  ipc: Ipc;
  refusals: readonly FeedRefusals[];
  revision: number;
}

/** Those whom Microsoft refused, by what it says, with what to do. */
export function Refusals({ ipc, refusals, revision }: RefusalsProps) {
  const { t } = useWords();
  if (refusals.length === 0) return null;
  return (
    <Rows title={t("feedSend:follow.refusals")}>
      {refusals.map(({ code, cause, count }) => (
        <Row key={code} state="failed" code={code || "no-code"}>
          <div>{cause ? t(`log:code.${cause}`) : t("feedSend:follow.code", { code: code || "–" })}</div>
          <Hint>{cause ? t(`log:do.${cause}`) : t("feedSend:follow.unknownCode")}</Hint>
          {cause && code && <Hint>{t("feedSend:follow.code", { code })}</Hint>}
          <PeopleBehind
            key={revision}
            ipc={ipc}
            group="refused"
            why={code}
            name={t("feedSend:group.refused.name")}
            count={count}
          />
        </Row>
      ))}
    </Rows>
  );
}

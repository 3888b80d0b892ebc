import { Button, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useState } from "react";

import { useAnnounce } from "../components/Announcer";
import type { FaultName, FaultPlace } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { narrow, wide } from "../frame/layout";
import { faultNames, faultPlaces, faultWords } from "./faults";
import { Script } from "./Script";
import { useFaults } from "./useFaults";

interface FaultDialProps {
  ipc: Ipc;
  /** How many requests were sent: each may have met a fault. */
  requests: number;
}

/** Lets something go wrong in the demo tenant, and shows what came of it. */
export function FaultDial({ ipc, requests }: FaultDialProps) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const [fault, setFault] = useState<FaultName>("slow-down");
  const [place, setPlace] = useState<FaultPlace>("configuration");
  const { told, problem, ask } = useFaults(ipc, requests);
  const choosesPlace = fault !== "appears-late";

  const arm = async () => {
    if (!(await ask(() => ipc.armFault(fault, place)))) return;
    const armed = { fault, place: choosesPlace ? place : null, script: "" };
    announce(t("presenter:armed", { what: faultWords(t, armed) }));
  };
  return (
    <div className={styles.columns}>
      <div className={styles.choice}>
        <div className={styles.fields}>
          <Field label={t("presenter:what")} size="small" className={styles.what}>
            <Select
              size="small"
              root={{ className: styles.shrinks }}
              className={styles.shrinks}
              value={fault}
              onChange={(_, { value }) => setFault(faultNames.find((name) => name === value) ?? fault)}
            >
              {faultNames.map((name) => (
                <option key={name} value={name}>
                  {t(`presenter:fault.${name}.name`)}
                </option>
              ))}
            </Select>
          </Field>
          {choosesPlace && (
            <Field label={t("presenter:when")} size="small">
              <Select
                size="small"
                root={{ className: styles.shrinks }}
                className={styles.shrinks}
                value={place}
                onChange={(_, { value }) => setPlace(faultPlaces.find((name) => name === value) ?? place)}
              >
                {faultPlaces.map((name) => (
                  <option key={name} value={name}>
                    {t(`presenter:place.${name}`)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Button size="small" className={styles.arm} onClick={() => void arm()}>
            {t("presenter:arm")}
          </Button>
        </div>
        <p className={styles.watch}>{t(`presenter:fault.${fault}.watch`)}</p>
        {problem && <p className={styles.problem}>{t(`problems:${problem.code}.title`)}</p>}
      </div>
      <Script told={told} clear={() => void ask(() => ipc.clearFaults())} />
    </div>
  );
}

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 7fr) minmax(0, 5fr)",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalS,
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  choice: { minWidth: 0 },
  fields: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "end",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    [wide]: { gridTemplateColumns: "minmax(0, 3fr) minmax(0, 2fr) auto" },
  },
  what: { gridColumn: "1 / -1", [wide]: { gridColumn: "auto" } },
  // A list is as wide as its longest choice unless told otherwise.
  shrinks: { width: "100%", minWidth: 0 },
  arm: { gridColumn: "-2 / -1" },
  watch: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground3 },
});

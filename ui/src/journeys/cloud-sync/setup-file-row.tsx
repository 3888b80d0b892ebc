import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { FolderOpenRegular, SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import type { Problem } from "../../ipc/bindings";
import { asProblem, type Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import type { Journey } from "./useJourney";

interface SetupFileRowProps {
  ipc: Ipc;
  journey: Journey;
  /** False when an answer stands in the way of saving; the page tells which. */
  mayGo: () => boolean;
  refused: (problem: Problem | null) => void;
  /** Other answers stand in the fields. */
  opened: () => void;
}

/** The answers as a file: to keep, to hand on, to run without a window. */
export function SetupFileRow({ ipc, journey, mayGo, refused, opened }: SetupFileRowProps) {
  const { t } = useWords();
  const styles = useStyles();
  const announce = useAnnounce();
  const [said, setSaid] = useState("");
  const say = (sentence: string) => {
    setSaid(sentence);
    announce(sentence);
  };
  const tell = (command: Promise<void>) => {
    refused(null);
    setSaid("");
    command.catch((thrown: unknown) => refused(asProblem(thrown)));
  };

  const open = async () => {
    const setup = await ipc.openSetup();
    if (!setup || !journey.take(setup)) return;
    opened();
    say(t("wizard:file.opened", { name: setup.name }));
  };
  const save = async () => {
    if (!journey.setup || !mayGo()) return;
    const path = await ipc.saveSetup(journey.setup);
    if (path !== null) say(t("wizard:file.saved", { path }));
  };
  return (
    <div className={styles.row}>
      <Button size="small" icon={<FolderOpenRegular />} onClick={() => tell(open())}>
        {t("button.openSetup")}
      </Button>
      {journey.setup && (
        <Button size="small" icon={<SaveRegular />} onClick={() => tell(save())}>
          {t("button.saveSetup")}
        </Button>
      )}
      <span className={styles.said}>{said || t("wizard:file.hint")}</span>
    </div>
  );
}

const useStyles = makeStyles({
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalL,
  },
  said: {
    flexBasis: "100%",
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
});

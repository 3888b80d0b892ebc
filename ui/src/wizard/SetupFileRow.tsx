import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { FolderOpenRegular, SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useAnnounce } from "../components/Announcer";
import type { Problem } from "../ipc/bindings";
import { asProblem, type FileWay, type Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import { useWords } from "../locales/i18n";
import { useDroppedFile } from "./useDroppedFile";
import type { JourneyState } from "./useJourney";

interface SetupFileRowProps {
  ipc: Ipc;
  journey: JourneyState;
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

  const take = (setup: SetupFile | null) => {
    if (!setup || !journey.take(setup)) return;
    opened();
    say(t("wizard:file.opened", { name: setup.name }));
  };
  const open = (way: FileWay) => tell(ipc.openSetup(way).then(take));
  const isOver = useDroppedFile(ipc, () => open("drop"));
  const save = async () => {
    if (!journey.setup || !mayGo()) return;
    const path = await ipc.saveSetup(journey.setup);
    if (path !== null) say(t("wizard:file.saved", { path }));
  };
  return (
    <div className={mergeClasses(styles.row, isOver && styles.over)}>
      <Button size="small" icon={<FolderOpenRegular />} onClick={() => open("choose")}>
        {t("button.openSetup")}
      </Button>
      {journey.setup && (
        <Button size="small" icon={<SaveRegular />} onClick={() => tell(save())}>
          {t("button.saveSetup")}
        </Button>
      )}
      <span className={styles.said}>{isOver ? t("wizard:file.drop") : said || t("wizard:file.hint")}</span>
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
  over: {
    outline: `${tokens.strokeWidthThick} dashed ${tokens.colorBrandStroke1}`,
    outlineOffset: tokens.spacingVerticalS,
  },
  said: {
    flexBasis: "100%",
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
});

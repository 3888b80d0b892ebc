import { Button, makeStyles, tokens } from "@fluentui/react-components";

import { OutsideLink } from "./OutsideLink";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { Group } from "./Facts";

interface WhatNextProps {
  ipc: Ipc;
  documentation: string;
  /** The button to another set-up of this kind. */
  anotherLabel: string;
  another: () => void;
  anotherTenant: () => void;
}

/** Where to go from the end. */
export function WhatNext({ ipc, documentation, anotherLabel, another, anotherTenant }: WhatNextProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("wizard:done.next")}>
      <div className={styles.ways}>
        <Button onClick={another}>{anotherLabel}</Button>
        <Button onClick={anotherTenant}>{t("wizard:done.anotherTenant")}</Button>
        <OutsideLink ipc={ipc} label={t("wizard:done.documentation")} address={documentation} />
      </div>
    </Group>
  );
}

const useStyles = makeStyles({
  ways: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
  },
});

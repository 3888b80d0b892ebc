import { Button, makeStyles, tokens } from "@fluentui/react-components";

import { useWords } from "../locales/i18n";
import { Group } from "./Facts";

interface WhatNextProps {
  tenant: string;
  anotherDomain: () => void;
  anotherTenant: () => void;
}

/** Where to go from the end. */
export function WhatNext({ tenant, anotherDomain, anotherTenant }: WhatNextProps) {
  const { t } = useWords();
  const styles = useStyles();
  return (
    <Group title={t("wizard:done.next")}>
      <div className={styles.ways}>
        <Button onClick={anotherDomain}>{t("wizard:done.anotherDomain", { tenant })}</Button>
        <Button onClick={anotherTenant}>{t("wizard:done.anotherTenant")}</Button>
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

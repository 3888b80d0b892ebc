import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";

import type { Ipc } from "../ipc/client";
import { Icon } from "../components/Icon";

interface OutsideLinkProps {
  ipc: Ipc;
  label: string;
  address: string;
}

/** A page of Microsoft, which opens in the browser. */
export function OutsideLink({ ipc, label, address }: OutsideLinkProps) {
  const styles = useStyles();
  return (
    <Link as="button" inline className={styles.link} onClick={() => void ipc.openPage(address)}>
      {label}
      <Icon icon={OpenRegular} size={16} />
    </Link>
  );
}

const useStyles = makeStyles({
  link: { display: "inline-flex", alignItems: "center", columnGap: tokens.spacingHorizontalXS },
});

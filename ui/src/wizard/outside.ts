import type { Checked, CloudName } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { aboutAgents, adminCenterPage } from "./adminCenter";

/** A page of Microsoft on which the person acts. */
export interface Outside {
  label: string;
  address: string;
}

/** Where what was found can be put right, if that has a page. */
export function outsideOf(t: Say, { code }: Checked, cloud: CloudName | undefined): Outside | null {
  switch (code) {
    case "no-agent":
    case "domain-not-served":
      return { label: t("check:outside.agent"), address: aboutAgents };
    case "consent-missing":
      return inAdminCenter(t, cloud, "applications");
    case "unverified":
      return inAdminCenter(t, cloud, "domains");
    case "duplicated":
    case "quarantined":
      return inAdminCenter(t, cloud, "cloudSync");
    default:
      return null;
  }
}

function inAdminCenter(t: Say, cloud: CloudName | undefined, page: Parameters<typeof adminCenterPage>[1]) {
  const address = cloud ? adminCenterPage(cloud, page) : null;
  return address === null ? null : { label: t(`check:outside.${page}`), address };
}

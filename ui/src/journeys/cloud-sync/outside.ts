import type { Checked, CloudName } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import { adminCenterPage } from "../../wizard/adminCenter";
import type { Outside } from "../../wizard/definition";

/** What Microsoft says about Cloud Sync. */
const docs = "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync";
export const documentation = `${docs}/what-is-cloud-sync`;

/** Pages of the admin center that no id leads to. */
const pages = {
  applications: "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview",
  configurations: "Microsoft_AAD_Connect_Provisioning/AADConnectMenuBlade/~/GetStarted",
  domains: "Microsoft_AAD_IAM/DomainsManagementMenuBlade/~/CustomDomainNames",
};

/** Where what was found can be put right, if that has a page. */
export function cureOutside(t: Say, { code }: Checked, cloud: CloudName): Outside | null {
  switch (code) {
    case "no-agent":
    case "domain-not-served":
      return { label: t("cloudSync:outside.agent"), address: `${docs}/how-to-install` };
    case "consent-missing":
      return inAdminCenter(t, cloud, "applications");
    case "unverified":
      return inAdminCenter(t, cloud, "domains");
    case "duplicated":
    case "quarantined":
      return inAdminCenter(t, cloud, "configurations");
    default:
      return null;
  }
}

function inAdminCenter(t: Say, cloud: CloudName, page: keyof typeof pages): Outside | null {
  const address = adminCenterPage(cloud, pages[page]);
  return address === null ? null : { label: t(`cloudSync:outside.${page}`), address };
}

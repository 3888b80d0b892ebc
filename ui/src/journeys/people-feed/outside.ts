import type { Checked, CloudName } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import { adminCenterPage } from "../../wizard/adminCenter";
import type { Outside } from "../../wizard/definition";

/** What Microsoft says about it. */
export const documentation =
  "https://learn.microsoft.com/entra/identity/app-provisioning/inbound-provisioning-api-concepts";

/** Pages of the admin center that no id leads to. */
const pages = {
  applications: "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview",
  domains: "Microsoft_AAD_IAM/DomainsManagementMenuBlade/~/CustomDomainNames",
};

/** Where what was found can be put right, if that has a page. */
export function cureOutside(t: Say, { code }: Checked, cloud: CloudName): Outside | null {
  const page = { "consent-missing": "applications", unverified: "domains" }[code] as
    keyof typeof pages | undefined;
  const address = page ? adminCenterPage(cloud, pages[page]) : null;
  return page && address !== null ? { label: t(`peopleFeed:outside.${page}`), address } : null;
}

import type { Checked, CloudName } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";
import { adminCenterPage } from "../../wizard/adminCenter";
import type { Outside } from "../../wizard/definition";

/** What Microsoft says about it. */
export const documentation = "https://learn.microsoft.com/entra/identity/app-provisioning/user-provisioning";

/** Where what was found can be put right, if that has a page. */
export function cureOutside(t: Say, { code }: Checked, cloud: CloudName): Outside | null {
  if (code !== "consent-missing") return null;
  const address = adminCenterPage(
    cloud,
    "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview",
  );
  return address === null ? null : { label: t("galleryApp:outside.applications"), address };
}

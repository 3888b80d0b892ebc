import type { CloudName, CreatedView } from "../ipc/bindings";

/** The Microsoft Entra admin center of each cloud that has one. */
const origins: Partial<Record<CloudName, string>> = {
  global: "https://entra.microsoft.com",
  usgov: "https://entra.microsoft.us",
  "usgov-dod": "https://entra.microsoft.us",
  china: "https://entra.microsoftonline.cn",
};

/** Where the admin center shows this; only the enterprise application has a page that its id alone leads to. */
export function adminCenter(cloud: CloudName, { kind, id }: CreatedView): string | null {
  if (kind !== "configuration") return null;
  return adminCenterPage(
    cloud,
    `Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Provisioning/objectId/${encodeURIComponent(id)}`,
  );
}

/** One of its pages; a pretend company has none. */
export function adminCenterPage(cloud: CloudName, path: string): string | null {
  const origin = origins[cloud];
  return origin ? `${origin}/#view/${path}` : null;
}

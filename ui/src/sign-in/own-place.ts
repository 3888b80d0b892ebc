import type { CloudName } from "../ipc/bindings";
import type { SignInPlace } from "../ipc/client";

/** Microsoft Graph Command Line Tools: known in every tenant. */
export const TOOLS = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
export const CLOUDS = ["global", "usgov", "usgov-dod", "china"] as const satisfies readonly CloudName[];

/** What the person has filled in about a tenant of their own. */
export interface OwnPlace {
  cloud: (typeof CLOUDS)[number];
  tenant: string;
  isOwnApp: boolean;
  clientId: string;
}

export const emptyPlace: OwnPlace = { cloud: "global", tenant: "", isOwnApp: false, clientId: "" };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UNHYPHENATED_ID = /^[0-9a-f]{32}$/i;
/** As the sign-in service's address takes it: ASCII, at least one dot, so neither `common` nor `organizations`. */
const DOMAIN = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;

/** Whether this can name a tenant. Nothing names the person's own organization. */
export function isTenant(text: string): boolean {
  const tenant = text.trim();
  return tenant === "" || [ID, UNHYPHENATED_ID, DOMAIN].some((form) => form.test(tenant));
}

export function isApplicationId(text: string): boolean {
  return ID.test(text.trim());
}

/** The first answer that cannot be used. */
export function faultOf({ tenant, isOwnApp, clientId }: OwnPlace): "tenant" | "clientId" | null {
  if (!isTenant(tenant)) return "tenant";
  return isOwnApp && !isApplicationId(clientId) ? "clientId" : null;
}

export function placeOf({ cloud, tenant, isOwnApp, clientId }: OwnPlace): SignInPlace {
  return { cloud, tenant: tenant.trim() || null, clientId: isOwnApp ? clientId.trim() : TOOLS };
}

/** What the first page says. */
export { default as cloudSyncCard } from "./en/cloudSyncCard.json";
export { default as common } from "./en/common.json";
export { default as welcome } from "./en/welcome.json";

/** What the first page says. */
export { default as cloudSyncCard } from "./nl/cloudSyncCard.json";
export { default as common } from "./nl/common.json";
export { default as welcome } from "./nl/welcome.json";

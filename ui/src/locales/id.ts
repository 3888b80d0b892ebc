/** What the first page says. */
export { default as cloudSyncCard } from "./id/cloudSyncCard.json";
export { default as common } from "./id/common.json";
export { default as welcome } from "./id/welcome.json";

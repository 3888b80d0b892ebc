/** What the first page says. */
export { default as common } from "./id/common.json";
export { default as journeys } from "./id/journeys.json";
export { default as welcome } from "./id/welcome.json";

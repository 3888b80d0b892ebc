/** What the first page says. */
export { default as common } from "./nl/common.json";
export { default as journeys } from "./nl/journeys.json";
export { default as welcome } from "./nl/welcome.json";

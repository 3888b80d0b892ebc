/** A module of its own, so that it can come later than the first page. */
export { Spinner } from "@fluentui/react-components";

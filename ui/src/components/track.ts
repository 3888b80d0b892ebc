import { makeStyles } from "@fluentui/react-components";

/** What a bar fills: where colors are forced, Fluent's own looks like the bar, and ours like nothing. */
export const useTrack = makeStyles({
  track: {
    "@media screen and (forced-colors: active)": {
      backgroundColor: "Canvas",
      outline: "1px solid CanvasText",
    },
  },
});

import { makeStyles, tokens } from "@fluentui/react-components";

// Forced colors take every background away, and bars are nothing else.
const forced = {
  "@media screen and (forced-colors: active)": { forcedColorAdjust: "none", backgroundColor: "CanvasText" },
} as const;

/** What a bar is filled with; what it means is written beside it. */
export const useTones = makeStyles({
  goes: { backgroundColor: tokens.colorBrandForeground1, ...forced },
  waits: { backgroundColor: tokens.colorStatusWarningForeground3, ...forced },
  fails: { backgroundColor: tokens.colorStatusDangerForeground3, ...forced },
});

import { makeStyles, tokens } from "@fluentui/react-components";

/** What belongs together on a page, in a frame. */
export const useCard = makeStyles({
  card: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
});

import { makeStyles, mergeClasses } from "@fluentui/react-components";
import type { FluentIcon } from "@fluentui/react-icons";

interface IconProps {
  icon: FluentIcon;
  /** Length of an edge in px. */
  size?: keyof typeof edges;
  /** What it says to those who do not see it; absent where words stand beside it. */
  label?: string;
  className?: string | undefined;
}

const edges = { 16: "small", 20: "usual", 24: "large" } as const;

/** An icon in px. Fluent's icons write their own width and height over the properties, so only a style sets them. */
export function Icon({ icon: Picture, size = 20, label, className }: IconProps) {
  const styles = useStyles();
  const said = label === undefined ? { "aria-hidden": true as const } : { role: "img", "aria-label": label };
  return (
    <Picture
      {...said}
      data-icon={size}
      className={mergeClasses(styles.icon, styles[edges[size]], className)}
    />
  );
}

const useStyles = makeStyles({
  icon: { flexShrink: 0 },
  small: { width: "16px", height: "16px" },
  usual: { width: "20px", height: "20px" },
  large: { width: "24px", height: "24px" },
});

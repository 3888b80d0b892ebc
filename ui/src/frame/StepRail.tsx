import { Button, makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkRegular, CircleRegular, RadioButtonFilled } from "@fluentui/react-icons";
import { type ReactNode, type Ref, useEffect, useId, useRef } from "react";
import { Icon } from "../components/Icon";
import { StateIcon, type StateName } from "../components/StateIcon";

import { useNarrow } from "./layout";
import { RailMenu } from "./RailMenu";

/** One page of a journey in the rail. */
export interface RailPage {
  id: string;
  name: string;
  /** What came of it, beneath its name. */
  answer?: string | undefined;
  /** Goes there; absent for pages to come and while nothing may be left. */
  go?: (() => void) | undefined;
  visited: boolean;
  /** Something goes on there. */
  isBusy?: boolean | undefined;
  /** How it stands there, where that is no step of a story. */
  state?: StateName | undefined;
}

export interface RailGroup {
  caption: string;
  pages: readonly RailPage[];
}

interface StepRailProps {
  label: string;
  groups: readonly RailGroup[];
  current: string;
  /** What stands below the pages. */
  children?: ReactNode;
  rail?: Ref<HTMLElement>;
}

/** Where the person is. The line between the groups is the line between looking and changing. Without room it is a menu. */
export function StepRail({ label, groups, current, children, rail }: StepRailProps) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  // Where no page can be pressed, the rail itself takes the keys that scroll it.
  const hasWays = groups.some(({ pages }) => pages.some(({ go }) => go));
  return (
    <nav
      ref={rail}
      className={isNarrow ? styles.short : styles.rail}
      aria-label={label}
      data-region
      tabIndex={isNarrow || hasWays ? -1 : 0}
    >
      {isNarrow ? (
        <RailMenu groups={groups} current={current} />
      ) : (
        groups.map((group) => <Group key={group.caption} group={group} current={current} />)
      )}
      {!isNarrow && children}
    </nav>
  );
}

function Group({ group, current }: { group: RailGroup; current: string }) {
  const styles = useStyles();
  const caption = useId();
  return (
    <div className={styles.group}>
      <div id={caption} className={styles.caption}>
        {group.caption}
      </div>
      <ol className={styles.list} aria-labelledby={caption}>
        {group.pages.map((page) => (
          <li
            key={page.id}
            aria-current={page.id === current ? (page.state ? "page" : "step") : undefined}
            data-page={page.id}
            data-state={page.state}
          >
            <Entry page={page} isCurrent={page.id === current} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Entry({ page, isCurrent }: { page: RailPage; isCurrent: boolean }) {
  const styles = useStyles();
  const here = useRef<HTMLDivElement>(null);
  // A rail that is longer than the window keeps the current page in sight.
  useEffect(() => {
    if (isCurrent) here.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const words = (
    <span className={styles.words} data-words>
      <span className={mergeClasses(isCurrent && styles.strong)}>{page.name}</span>
      {(!isCurrent || page.state) && page.answer && <span className={styles.answer}>{page.answer}</span>}
    </span>
  );
  if (page.go && !isCurrent) {
    return (
      <Button
        appearance="transparent"
        className={mergeClasses(styles.entry, styles.button)}
        icon={page.state ? <StateIcon state={page.state} /> : <Icon icon={CheckmarkRegular} />}
        onClick={page.go}
      >
        {words}
      </Button>
    );
  }
  const icon = isCurrent ? RadioButtonFilled : page.visited ? CheckmarkRegular : CircleRegular;
  const isBusy = isCurrent && page.isBusy;
  return (
    <div ref={here} className={mergeClasses(styles.entry, isCurrent ? styles.current : styles.quiet)}>
      {isBusy && <Spinner aria-hidden size="extra-tiny" className={styles.spinner} />}
      {page.state ? (
        <StateIcon state={page.state} />
      ) : (
        <Icon icon={icon} className={mergeClasses(isCurrent && styles.here, isBusy && styles.ifStill)} />
      )}
      {words}
    </div>
  );
}

const useStyles = makeStyles({
  rail: {
    gridColumn: "1",
    gridRow: "1 / 4",
    boxSizing: "border-box",
    width: "224px",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalMNudge}`,
  },
  short: { flexShrink: 0, maxWidth: "60%" },
  group: {
    ":not(:last-child)": {
      marginBottom: tokens.spacingVerticalM,
      paddingBottom: tokens.spacingVerticalM,
      borderBottom: `1px dashed ${tokens.colorNeutralStroke1}`,
    },
  },
  caption: {
    padding: `0 ${tokens.spacingHorizontalMNudge} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  entry: {
    display: "flex",
    alignItems: "flex-start",
    justifyContent: "flex-start",
    boxSizing: "border-box",
    width: "100%",
    minHeight: "36px",
    columnGap: tokens.spacingHorizontalMNudge,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalMNudge}`,
    // Appears when forced colours take the fill away.
    border: "1px solid transparent",
    borderRadius: tokens.borderRadiusMedium,
  },
  // Fluent keeps a distance of its own between icon and text.
  button: { columnGap: tokens.spacingHorizontalXS, fontWeight: tokens.fontWeightRegular, textAlign: "start" },
  // The margin shows what comes next.
  current: {
    scrollMarginBlock: "80px",
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  here: { color: tokens.colorBrandForeground1 },
  spinner: {
    flexShrink: 0,
    width: "20px",
    height: "20px",
    "@media (prefers-reduced-motion: reduce)": { display: "none" },
  },
  // Where nothing may move, the mark of the current page stands in for the spinner.
  ifStill: { display: "none", "@media (prefers-reduced-motion: reduce)": { display: "block" } },
  strong: { fontWeight: tokens.fontWeightSemibold },
  words: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  answer: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});

import {
  makeStyles,
  Menu,
  MenuButton,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from "@fluentui/react-components";
import { CheckmarkRegular, CircleRegular, NavigationRegular, RadioButtonFilled } from "@fluentui/react-icons";
import { useWords } from "../locales/i18n";

import { StateIcon } from "../components/StateIcon";
import type { RailGroup } from "./StepRail";

/** The rail of a small window: "3 of 8: Choose", its pages on demand, and a line for how far that is. */
export function RailMenu({ groups, current }: { groups: readonly RailGroup[]; current: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const pages = groups.flatMap((group) => group.pages);
  const at = pages.findIndex(({ id }) => id === current);
  const position = { at: at + 1, total: pages.length, page: pages[at]?.name ?? "" };
  return (
    <>
      <Menu positioning={{ autoSize: "height" }}>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            appearance="subtle"
            icon={<NavigationRegular />}
            menuIcon={null}
            className={styles.button}
          >
            {t("wizard:rail.position", position)}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {groups.map((group) => (
              <MenuGroup key={group.caption}>
                <MenuGroupHeader className={styles.caption}>{group.caption}</MenuGroupHeader>
                {group.pages.map((page) => {
                  const isCurrent = page.id === current;
                  return (
                    <MenuItem
                      key={page.id}
                      icon={
                        page.state ? (
                          <StateIcon state={page.state} />
                        ) : isCurrent ? (
                          <RadioButtonFilled className={styles.here} />
                        ) : page.visited ? (
                          <CheckmarkRegular />
                        ) : (
                          <CircleRegular />
                        )
                      }
                      subText={isCurrent ? null : (page.answer ?? null)}
                      aria-current={isCurrent ? (page.state ? "page" : "step") : undefined}
                      disabled={!isCurrent && !page.go}
                      onClick={() => {
                        if (!isCurrent) page.go?.();
                      }}
                    >
                      {page.name}
                    </MenuItem>
                  );
                })}
              </MenuGroup>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <div className={styles.track} aria-hidden>
        <div className={styles.line} style={{ width: `${(100 * position.at) / position.total}%` }} />
      </div>
    </>
  );
}

const useStyles = makeStyles({
  button: { fontWeight: tokens.fontWeightSemibold, textAlign: "start" },
  caption: { overflowWrap: "anywhere" },
  here: { color: tokens.colorBrandForeground1 },
  track: {
    position: "absolute",
    insetInline: 0,
    bottom: 0,
    height: "2px",
    backgroundColor: tokens.colorNeutralStroke2,
  },
  line: {
    height: "100%",
    backgroundColor: tokens.colorBrandStroke1,
    "@media screen and (forced-colors: active)": { backgroundColor: "Highlight" },
  },
});

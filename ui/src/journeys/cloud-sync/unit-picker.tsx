import {
  makeStyles,
  tokens,
  Tree,
  TreeItem,
  TreeItemLayout,
  type TreeItemValue,
  type TreeSelectionValue,
} from "@fluentui/react-components";
import { useMemo, useState } from "react";

import { useWords } from "../../locales/i18n";
import { choose, keyOf, type Unit } from "./unit-tree";

interface UnitPickerProps {
  units: readonly Unit[];
  /** Distinguished names; those of units that are not in the tree stay as they are. */
  chosen: readonly string[];
  change: (chosen: string[]) => void;
}

/** Organizational units to tick. What lies inside a chosen one comes along, so it is ticked and cannot be changed by itself. */
export function UnitPicker({ units, chosen, change }: UnitPickerProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [open, setOpen] = useState<ReadonlySet<TreeItemValue>>(new Set());
  const keys = useMemo(() => new Set(chosen.map(keyOf)), [chosen]);
  const ticks = useMemo(() => ticksOf(units, keys), [units, keys]);

  return (
    <Tree
      className={styles.tree}
      size="small"
      aria-label={t("cloudSync:who.tree")}
      selectionMode="multiselect"
      checkedItems={ticks}
      onCheckedChange={(_, { value, checked }) => {
        const unit = unitOf(units, value);
        if (unit) change(choose(chosen, unit, checked === true));
      }}
      openItems={open}
      onOpenChange={(_, { openItems }) => setOpen(openItems)}
    >
      {units.map((unit) => (
        <Branch key={unit.key} unit={unit} chosen={keys} open={open} isIncluded={false} />
      ))}
    </Tree>
  );
}

interface BranchProps {
  unit: Unit;
  chosen: ReadonlySet<string>;
  open: ReadonlySet<TreeItemValue>;
  /** It comes along with one above it. */
  isIncluded: boolean;
}

/** A unit and, once it is opened, those inside: a company can have thousands. */
function Branch({ unit, chosen, open, isIncluded }: BranchProps) {
  const { t } = useWords();
  const styles = useStyles();
  const isBranch = unit.inside.length > 0;
  return (
    <TreeItem
      itemType={isBranch ? "branch" : "leaf"}
      value={unit.key}
      // Its own name, without those of what lies inside.
      aria-label={isIncluded ? `${unit.label}, ${t("cloudSync:who.included")}` : unit.label}
      aria-disabled={isIncluded || undefined}
    >
      <TreeItemLayout className={styles.layout} selector={isIncluded ? { disabled: true } : {}}>
        {unit.label}
        {isIncluded && <span className={styles.included}> {t("cloudSync:who.included")}</span>}
      </TreeItemLayout>
      {isBranch && open.has(unit.key) && (
        <Tree>
          {unit.inside.map((inner) => (
            <Branch
              key={inner.key}
              unit={inner}
              chosen={chosen}
              open={open}
              isIncluded={isIncluded || chosen.has(unit.key)}
            />
          ))}
        </Tree>
      )}
    </TreeItem>
  );
}

/** Ticked: chosen, or inside a chosen one. Half ticked: something inside is chosen. */
function ticksOf(units: readonly Unit[], chosen: ReadonlySet<string>) {
  const ticks = new Map<TreeItemValue, TreeSelectionValue>();
  const tick = (unit: Unit, isIncluded: boolean): boolean => {
    const isTicked = isIncluded || chosen.has(unit.key);
    const inside = unit.inside.map((inner) => tick(inner, isTicked));
    if (isTicked) ticks.set(unit.key, true);
    else if (inside.includes(true)) ticks.set(unit.key, "mixed");
    return isTicked || inside.includes(true);
  };
  for (const unit of units) tick(unit, false);
  return ticks;
}

function unitOf(units: readonly Unit[], key: TreeItemValue): Unit | undefined {
  for (const unit of units) {
    const found = unit.key === key ? unit : unitOf(unit.inside, key);
    if (found) return found;
  }
  return undefined;
}

const useStyles = makeStyles({
  tree: {
    maxHeight: "320px",
    overflowY: "auto",
    padding: tokens.spacingVerticalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  layout: { overflowWrap: "anywhere" },
  included: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

import { Radio, RadioGroup } from "@fluentui/react-components";
import { useMemo } from "react";

import { useWords } from "../../locales/i18n";
import type { Who } from "./answers";
import { faultWords } from "./fault-words";
import { fieldOf, type FieldsProps } from "./fields";
import { NameList } from "./name-list";
import { UnitPaste } from "./unit-paste";
import { UnitPicker } from "./unit-picker";
import { sizeOf, unitTree } from "./unit-tree";

/** Everyone, organizational units out of a tree, or groups by name. */
export function WhoFields({ answers, domain, units, fault, change, left }: FieldsProps) {
  const { t } = useWords();
  const { who, names, pasted } = answers;
  const known = units && units.length > 0 ? units : null;
  const tree = useMemo(() => unitTree(known ?? pasted.split("\n"), domain), [known, pasted, domain]);
  const keep = (kept: string[]) => who !== "everyone" && change({ names: { ...names, [who]: kept } });
  return (
    <>
      <RadioGroup
        aria-label={t("cloudSync:who.label")}
        value={who}
        onChange={(_, { value }) => change({ who: value as Who, adding: "" })}
      >
        <Radio value="everyone" label={t("cloudSync:who.everyone")} />
        <Radio value="ous" label={t("cloudSync:who.ous")} />
        <Radio value="groups" label={t("cloudSync:who.groups")} />
      </RadioGroup>
      {who === "ous" && tree.length > 0 && <UnitPicker units={tree} chosen={names.ous} change={keep} />}
      {who === "ous" && units && !known && (
        <UnitPaste
          pasted={pasted}
          domain={domain}
          found={sizeOf(tree)}
          change={(text) => change({ pasted: text })}
        />
      )}
      {who !== "everyone" && (
        <NameList
          key={who}
          id={fieldOf("who")}
          who={who}
          domain={domain}
          names={names[who]}
          adding={answers.adding}
          error={faultWords(t, fault, domain, who)}
          type={(adding) => change({ adding })}
          left={left}
          keep={(kept) => change({ names: { ...names, [who]: kept }, adding: "" })}
          drop={keep}
        />
      )}
    </>
  );
}

import { Combobox, Option } from "@fluentui/react-components";
import { useState } from "react";

import type { PeopleTable, PeopleTarget } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import { found } from "./targets";

/** Stands for a column that is not sent. */
const nowhere = "nowhere";

interface GoesToProps {
  column: string;
  target: PeopleTarget | null;
  paths: PeopleTable["paths"];
  choose: (target: PeopleTarget | null) => void;
}

/** What a column is sent as, to choose or to type a part of. */
export function GoesTo({ column, target, paths, choose }: GoesToProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const matching = found(t, paths, typed ?? "");
  const word = target ? t(`peopleFile:target.${target}`) : t("peopleFeed:columns.nowhere");
  return (
    <Combobox
      aria-label={t("peopleFeed:columns.goesTo", { column })}
      size="small"
      style={{ minWidth: 0, width: "100%" }}
      freeform
      value={typed ?? word}
      selectedOptions={[target ?? nowhere]}
      onChange={(event) => setTyped(event.target.value)}
      onOpenChange={(_, { open }) => {
        if (!open) setTyped(null);
      }}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(null);
        if (optionValue === nowhere) choose(null);
        else if (optionValue && optionValue !== target) choose(optionValue as PeopleTarget);
      }}
    >
      {(typed === null || matching.length === 0) && (
        <Option value={nowhere}>{t("peopleFeed:columns.nowhere")}</Option>
      )}
      {matching.map((one) => (
        <Option key={one} value={one}>
          {t(`peopleFile:target.${one}`)}
        </Option>
      ))}
      {matching.length === 0 && (
        <Option value="" text={t("peopleFeed:columns.nothing")} disabled>
          {t("peopleFeed:columns.nothing")}
        </Option>
      )}
    </Combobox>
  );
}

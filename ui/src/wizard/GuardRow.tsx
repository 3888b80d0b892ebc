import { Field, Input, Switch } from "@fluentui/react-components";

import { AnswerRow } from "./AnswerRow";

interface GuardRowProps {
  /** The row, the switch, the field and its fault, and what is answered now. */
  words: { label: string; value: string; switch: string; field: string; fault: string };
  hints: string[];
  guarded: boolean;
  threshold: string;
  isGood: boolean;
  isOpen: boolean;
  turn: () => void;
  change: (answers: { guarded: boolean } | { threshold: string }) => void;
}

/** How many may be disabled or deleted in one round before Microsoft stops and asks. */
export function GuardRow({ words, hints, guarded, threshold, isGood, isOpen, turn, change }: GuardRowProps) {
  return (
    <AnswerRow
      id="guard"
      label={words.label}
      value={words.value}
      hints={hints}
      isWrong={!isGood}
      isOpen={isOpen}
      turn={turn}
    >
      <Switch
        label={words.switch}
        checked={guarded}
        onChange={(_, { checked }) => change({ guarded: checked })}
      />
      {guarded && (
        <Field label={words.field} {...(isGood ? {} : { validationMessage: words.fault })}>
          <Input
            inputMode="numeric"
            value={threshold}
            onChange={(_, { value }) => change({ threshold: value.trim() })}
          />
        </Field>
      )}
    </AnswerRow>
  );
}

import { Radio } from "@fluentui/react-components";

import { Hint } from "../components/Hint";

interface ChoiceProps {
  value: string;
  label: string;
  /** What it comes to. */
  hint?: string;
  disabled?: boolean;
}

/** One of several answers, and below it what it comes to. */
export function Choice({ value, label, hint, disabled = false }: ChoiceProps) {
  return (
    <Radio
      value={value}
      disabled={disabled}
      label={
        <>
          {label}
          {hint && <Hint>{hint}</Hint>}
        </>
      }
    />
  );
}

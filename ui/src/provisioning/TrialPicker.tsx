import { Combobox, Field, Input, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";

import type { Person } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { nameIn } from "./distinguishedName";
import { examplePerson, isPersonOf, placeIn } from "./trialPerson";

/** Milliseconds without a key before the directory is asked. */
const pause = 200;

interface PickerProps {
  choose: (person: Person | null) => void;
  takesFocus: boolean;
}

/** Finds a person of the demo directory by name. */
export function PersonSearch({ ipc, choose, takesFocus }: PickerProps & { ipc: Ipc }) {
  const { t } = useWords();
  const styles = useStyles();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const found = usePeople(ipc, text);
  const box = useFocus(takesFocus);
  const nobody = found?.people.length === 0 && text.trim() !== "";

  return (
    <div ref={box}>
      <Field
        className={styles.field}
        label={t("trial:person")}
        hint={t("trial:personHint")}
        validationState="none"
        validationMessage={nobody ? t("trial:nobody", { text: found.text }) : null}
      >
        <Combobox
          freeform
          // Drawn beside its field: at the end of the page it would lie outside every region.
          inlinePopup
          value={text}
          selectedOptions={[]}
          open={open && (found?.people.length ?? 0) > 0}
          onOpenChange={(_, { open }) => setOpen(open)}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            choose(null);
          }}
          onOptionSelect={(_, { optionValue, optionText }) => {
            if (optionValue === undefined) return;
            setText(optionText ?? "");
            choose({ name: optionText ?? "", distinguishedName: optionValue });
          }}
        >
          {found?.people.map(({ name, distinguishedName }) => (
            <Option key={distinguishedName} text={name} value={distinguishedName}>
              <span className={styles.option}>
                <span>{name}</span>
                <span className={styles.place}>{placeIn(distinguishedName)}</span>
              </span>
            </Option>
          ))}
        </Combobox>
      </Field>
    </div>
  );
}

/** Takes the person's distinguished name: a real tenant does not tell who is in Active Directory. */
export function PersonName({ domain, choose, takesFocus }: PickerProps & { domain: string }) {
  const { t } = useWords();
  const styles = useStyles();
  const [text, setText] = useState("");
  const [left, setLeft] = useState(false);
  const box = useFocus(takesFocus);
  const isWrong = text.trim() !== "" && !isPersonOf(domain, text);
  const example = examplePerson(domain);
  return (
    <div ref={box}>
      <Field
        className={styles.field}
        label={t("trial:dn")}
        hint={t("trial:dnHint", { example })}
        validationMessage={isWrong && left ? t("trial:dnWrong", { example }) : null}
      >
        <Input
          value={text}
          spellCheck={false}
          onBlur={() => setLeft(true)}
          onChange={(_, { value }) => {
            setText(value);
            const distinguishedName = value.trim();
            choose(isPersonOf(domain, value) ? { name: nameIn(distinguishedName), distinguishedName } : null);
          }}
        />
      </Field>
    </div>
  );
}

/** Puts the person into the one field of this box. */
function useFocus(wanted: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted) box.current?.querySelector("input")?.focus();
  }, [wanted]);
  return box;
}

/** The people with this text in their name, and the text they were found for. Nobody waits for an answer that was overtaken. */
function usePeople(ipc: Ipc, text: string) {
  const [found, setFound] = useState<{ text: string; people: Person[] } | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      // A search that fails finds nobody; trying is refused with the reason.
      const people = await ipc.findPeople(text.trim()).catch(() => []);
      if (wanted) setFound({ text: text.trim(), people });
    };
    const asked = setTimeout(() => void ask(), text === "" ? 0 : pause);
    return () => {
      wanted = false;
      clearTimeout(asked);
    };
  }, [ipc, text]);
  return found;
}

const useStyles = makeStyles({
  field: { maxWidth: "530px", overflowWrap: "anywhere" },
  option: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  place: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});

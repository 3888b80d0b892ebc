import { Combobox, Field, Input, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import type { Ipc } from "../ipc/client";
import { useWords } from "../locales/i18n";
import { nameIn } from "./distinguishedName";
import { type Candidate, examplePerson, find, type Into, isPersonOf } from "./trialPerson";

/** Milliseconds without a key before the directory is asked. */
const pause = 200;

interface PickerProps {
  choose: (person: Candidate | null) => void;
  takesFocus: boolean;
}

interface SearchProps extends PickerProps {
  ipc: Ipc;
  into: Into;
  /** Why nobody can be found; null once somebody can. */
  refuse: (thrown: unknown) => void;
}

/** Finds a person by name. */
export function PersonSearch({ ipc, into, choose, takesFocus, refuse }: SearchProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const found = usePeople(ipc, into, text, refuse);
  const box = useFocus(takesFocus);
  const people = found?.people ?? [];
  const nobody = found?.people?.length === 0;

  return (
    <div ref={box}>
      <Field
        className={styles.field}
        label={t("trial:person")}
        hint={t(`trial:${into}.personHint`)}
        validationState="none"
        validationMessage={nobody ? t(`trial:${into}.nobody`, { text: found.text }) : null}
      >
        <Combobox
          freeform
          // Drawn beside its field: at the end of the page it would lie outside every region.
          inlinePopup
          value={text}
          selectedOptions={[]}
          open={open && people.length > 0}
          onOpenChange={(_, { open }) => setOpen(open)}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            choose(null);
          }}
          onOptionSelect={(_, { optionValue, optionText }) => {
            if (optionValue === undefined) return;
            setText(optionText ?? "");
            choose(people.find(({ id }) => id === optionValue) ?? null);
          }}
        >
          {people.map(({ id, name, place }) => (
            <Option key={id} text={name} value={id}>
              <span className={styles.option}>
                <span>{name}</span>
                <span className={styles.place}>{place}</span>
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
            const id = value.trim();
            choose(isPersonOf(domain, value) ? { id, name: nameIn(id), place: "" } : null);
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

/** The people who were found for what was typed, and for which text. Nobody waits for an answer that was overtaken. */
function usePeople(ipc: Ipc, into: Into, text: string, refuse: (thrown: unknown) => void) {
  const [found, setFound] = useState<{ text: string; people: Candidate[] | null } | null>(null);
  const tell = useEffectEvent(refuse);
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      try {
        const people = await find[into](ipc, text.trim());
        if (!wanted) return;
        setFound({ text: text.trim(), people });
        tell(null);
      } catch (thrown) {
        if (wanted) tell(thrown);
      }
    };
    const asked = setTimeout(() => void ask(), text === "" ? 0 : pause);
    return () => {
      wanted = false;
      clearTimeout(asked);
    };
  }, [ipc, into, text]);
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

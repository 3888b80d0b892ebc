import { Combobox, Field, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import type { Assignable } from "../../ipc/bindings";
import type { Ipc } from "../../ipc/client";
import { useWords } from "../../locales/i18n";
import type { Assignment } from "./answers";

/** Milliseconds without a key before the tenant is asked. */
const pause = 200;
/** Fewer letters name half of a directory. */
const shortest = 2;

interface AssignablePickerProps {
  ipc: Ipc;
  taken: readonly Assignment[];
  take: (assignment: Assignment) => void;
  /** Why the tenant cannot be searched; null once it can. */
  refuse: (thrown: unknown) => void;
}

/** Finds a group or a person of the tenant by the beginning of the name. */
export function AssignablePicker({ ipc, taken, take, refuse }: AssignablePickerProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const found = useAssignable(ipc, text.trim(), refuse);
  const isTaken = (one: Assignable) =>
    taken.some(({ group, user }) =>
      one.group ? group === one.name || group === one.id : user === one.address,
    );
  const shown = found?.filter((one) => !isTaken(one)) ?? [];
  const nobody = found !== null && shown.length === 0;
  return (
    <Field
      className={styles.field}
      label={t("galleryApp:who.find")}
      hint={t("galleryApp:who.findHint")}
      validationState="none"
      validationMessage={nobody ? t("galleryApp:who.nobody", { text: text.trim() }) : null}
    >
      <Combobox
        freeform
        // Drawn beside its field: at the end of the page it would lie outside every region.
        inlinePopup
        value={text}
        selectedOptions={[]}
        open={open && shown.length > 0}
        onOpenChange={(_, { open }) => setOpen(open)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onOptionSelect={(_, { optionValue }) => {
          const one = shown.find(({ id }) => id === optionValue);
          if (!one) return;
          take(assignmentOf(one, shown));
          setText("");
          setOpen(false);
        }}
      >
        {shown.map((one) => (
          <Option key={one.id} text={one.name} value={one.id}>
            <span className={styles.option}>
              <span>{one.name}</span>
              <span className={styles.place}>
                {one.group ? t("galleryApp:who.group") : (one.address ?? one.id)}
              </span>
            </span>
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

/** By name, as people read it; of several groups with one name only the id says which. */
function assignmentOf(one: Assignable, all: readonly Assignable[]): Assignment {
  if (!one.group) return { user: one.address ?? one.id };
  const same = all.filter(({ group, name }) => group && name.toLowerCase() === one.name.toLowerCase());
  return { group: same.length > 1 ? one.id : one.name };
}

function useAssignable(ipc: Ipc, text: string, refuse: (thrown: unknown) => void) {
  const [found, setFound] = useState<{ text: string; all: Assignable[] } | null>(null);
  useEffect(() => {
    if (text.length < shortest) return;
    let wanted = true;
    const ask = async () => {
      try {
        const all = await ipc.findAssignable(text);
        if (!wanted) return;
        setFound({ text, all });
        refuse(null);
      } catch (thrown) {
        if (wanted) refuse(thrown);
      }
    };
    const asked = setTimeout(() => void ask(), pause);
    return () => {
      wanted = false;
      clearTimeout(asked);
    };
    // What is done with a refusal does not change what is looked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ipc, text]);
  return found?.text === text ? found.all : null;
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

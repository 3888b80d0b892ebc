import { Field, Input, makeStyles } from "@fluentui/react-components";
import { useState } from "react";

import type { GalleryField } from "../../ipc/bindings";
import { type Say, useWords } from "../../locales/i18n";
import type { Words } from "../../locales/words";
import type { Reference } from "./answers";
import type { Fault, Place } from "./credentials";

type FieldWords = Words["galleryApp"]["field"];

interface CredentialFieldProps {
  field: GalleryField;
  reference: Reference | undefined;
  place: Place;
  fault: Fault | null;
  /** What is no secret stands in the answers. */
  change: (value: string) => void;
  /** A secret that was typed: it leaves the window at once. */
  keep: (value: string) => void;
}

/** One credential in the words of Microsoft's own page. A secret is forgotten by the window as soon as the field is left. */
export function CredentialField({ field, reference, place, fault, change, keep }: CredentialFieldProps) {
  const { t } = useWords();
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const [isTold, setTold] = useState(false);
  const isSecret = field.secret;
  const isOpen = isSecret && typed !== "";
  const leave = () => {
    setTold(true);
    if (!isOpen) return;
    keep(typed);
    setTyped("");
  };
  return (
    <Field
      className={styles.field}
      label={labelOf(t, field)}
      hint={hintOf(t, field.key)}
      required={!field.optional}
      {...(isTold && fault && !isOpen ? { validationMessage: t(`galleryApp:credentials.${fault}`) } : {})}
      data-credential={field.key}
    >
      <Input
        type={isSecret ? "password" : "text"}
        autoComplete="off"
        spellCheck={false}
        value={isSecret ? typed : typeof reference === "string" ? reference : ""}
        {...(isSecret ? placeholderOf(t, place) : {})}
        onChange={(_, { value }) => (isSecret ? setTyped(value) : change(value))}
        onBlur={leave}
      />
    </Field>
  );
}

/** As Microsoft's page has it; what has no words there is called by its name. */
function labelOf(t: Say, { key, optional }: GalleryField): string {
  const label = isNamed(t, key) ? t(`galleryApp:field.${key}.label`) : key;
  return optional ? t("galleryApp:credentials.optional", { label }) : label;
}

function hintOf(t: Say, key: string): string | null {
  return isNamed(t, key) ? t(`galleryApp:field.${key}.hint`) : null;
}

function isNamed(t: Say, key: string): key is keyof FieldWords {
  return t(`galleryApp:field.${key as keyof FieldWords}.label`, { defaultValue: "" }) !== "";
}

function placeholderOf(t: Say, place: Place) {
  return place === "memory" || place === "stored" || place === "elsewhere"
    ? { placeholder: t(`galleryApp:credentials.${place}`) }
    : {};
}

const useStyles = makeStyles({
  field: { maxWidth: "530px", overflowWrap: "anywhere" },
});

import {
  Field,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Radio,
  RadioGroup,
  Subtitle2,
  tokens,
} from "@fluentui/react-components";
import { useId } from "react";

import { version } from "../../package.json";
import type { LanguageName, TextSize, ThemeName } from "../ipc/bindings";
import { useWords } from "../locales/i18n";
import { SettingsTrigger } from "./buttons";
import { useSettings } from "./settings";

export const languages: readonly LanguageName[] = ["en", "nl", "id"];
const themes: readonly ThemeName[] = ["system", "light", "dark"];
const textSizes: readonly TextSize[] = ["normal", "large", "larger"];

/** Language, theme and size of text. Every choice holds at once. */
export function SettingsPopover() {
  const { t, language } = useWords();
  const styles = useStyles();
  const { settings, change, isLost } = useSettings();
  const title = useId();
  return (
    <Popover inline positioning={{ position: "below", align: "end", autoSize: "height", offset: 4 }}>
      <PopoverTrigger disableButtonEnhancement>
        <SettingsTrigger />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-labelledby={title}>
        <Subtitle2 as="h2" id={title} className={styles.title}>
          {t("settings.title")}
        </Subtitle2>
        <Choice
          label={t("settings.language")}
          options={languages.map((name) => [name, t(`settings.languages.${name}`)])}
          value={language}
          choose={(name) => change({ language: name })}
        />
        <Choice
          label={t("settings.theme")}
          options={themes.map((name) => [name, t(`settings.themes.${name}`)])}
          value={settings.theme}
          choose={(name) => change({ theme: name })}
        />
        <Choice
          label={t("settings.textSize")}
          options={textSizes.map((name) => [name, t(`settings.textSizes.${name}`)])}
          value={settings.textSize}
          choose={(name) => change({ textSize: name })}
        />
        <section className={styles.about} aria-label={t("settings.about", { version })}>
          <strong>{t("settings.about", { version })}</strong>
          <p>{t("settings.licence")}</p>
          <p>{t("settings.stored")}</p>
        </section>
        {isLost && <p className={styles.lost}>{t("settings.notKept")}</p>}
      </PopoverSurface>
    </Popover>
  );
}

interface ChoiceProps<Name extends string> {
  label: string;
  options: readonly (readonly [Name, string])[];
  value: string;
  choose: (name: Name) => void;
}

function Choice<Name extends string>({ label, options, value, choose }: ChoiceProps<Name>) {
  const styles = useStyles();
  return (
    <Field label={label}>
      <RadioGroup
        className={styles.options}
        layout="horizontal"
        value={value}
        onChange={(_, { value: wanted }) => {
          const option = options.find(([name]) => name === wanted);
          if (option) choose(option[0]);
        }}
      >
        {options.map(([name, words]) => (
          <Radio key={name} value={name} label={words} />
        ))}
      </RadioGroup>
    </Field>
  );
}

const useStyles = makeStyles({
  surface: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    boxSizing: "border-box",
    width: "400px",
    maxWidth: "calc(100vw - 24px)",
    overflowY: "auto",
    // Over the panel, which lies over the page.
    zIndex: 2,
  },
  title: { margin: 0 },
  options: { flexWrap: "wrap", marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  about: {
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    "& p": { margin: `${tokens.spacingVerticalXS} 0 0` },
  },
  lost: { margin: 0, color: tokens.colorStatusWarningForeground3 },
});

import { Button, type ButtonProps, MenuButton, type MenuButtonProps } from "@fluentui/react-components";
import { GlobeRegular, SettingsRegular } from "@fluentui/react-icons";

import { lazyButton } from "../components/lazy";
import { useWords } from "../locales/i18n";
import type { Language } from "../locales/words";

/** What opens the settings. */
export function SettingsTrigger(props: ButtonProps) {
  const { t } = useWords();
  return (
    <Button {...props} appearance="subtle" icon={<SettingsRegular />} aria-label={t("settings.title")} />
  );
}

/** What opens the choice of language: the one that is spoken, by its own name. */
export function LanguageTrigger(props: MenuButtonProps) {
  const { t, language } = useWords();
  const name = t(`settings.languages.${language as Language}`);
  return (
    <MenuButton
      aria-haspopup="menu"
      {...props}
      appearance="subtle"
      icon={<GlobeRegular />}
      aria-label={`${t("settings.language")}: ${name}`}
    >
      {name}
    </MenuButton>
  );
}

export const SettingsButton = lazyButton(
  async () => (await import("./SettingsPopover")).SettingsPopover,
  SettingsTrigger,
);
export const LanguageButton = lazyButton(
  async () => (await import("./LanguageMenu")).LanguageMenu,
  LanguageTrigger,
  ["ArrowDown"],
);

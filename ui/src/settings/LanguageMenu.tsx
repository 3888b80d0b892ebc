import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { GlobeRegular } from "@fluentui/react-icons";

import { useWords } from "../locales/i18n";
import type { Language } from "../locales/words";
import { useSettings } from "./settings";
import { languages } from "./SettingsButton";

/** The language by its own name, where people who cannot read this one look for it. */
export function LanguageMenu() {
  const { t, language } = useWords();
  const { change } = useSettings();
  const current = languages.find((name) => name === language) ?? "en";
  return (
    <Menu
      checkedValues={{ language: [current] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = languages.find((name) => name === checkedItems[0]);
        if (chosen) change({ language: chosen });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          icon={<GlobeRegular />}
          aria-label={`${t("settings.language")}: ${nameOf(current)}`}
        >
          {nameOf(current)}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {languages.map((name) => (
            <MenuItemRadio key={name} name="language" value={name} lang={name}>
              {nameOf(name)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );

  function nameOf(name: Language) {
    return t(`settings.languages.${name}`);
  }
}

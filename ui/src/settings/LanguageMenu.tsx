import { Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";

import { useWords } from "../locales/i18n";
import { LanguageTrigger } from "./buttons";
import { useSettings } from "./settings";
import { languages } from "./SettingsPopover";

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
        <LanguageTrigger />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {languages.map((name) => (
            <MenuItemRadio key={name} name="language" value={name} lang={name}>
              {t(`settings.languages.${name}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

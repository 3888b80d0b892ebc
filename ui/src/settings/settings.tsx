import type { i18n } from "i18next";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

import type { Settings } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import { chosenLanguage, learn } from "../locales/i18n";
import type { Language } from "../locales/words";

declare global {
  interface Window {
    /** Put there by the shell before anything is drawn, so that the first paint is right. */
    causewaySettings?: Settings;
  }
}

interface SettingsInHand {
  settings: Settings;
  /** Holds at once, and is kept for the next time. */
  change: (changes: Partial<Settings>) => void;
  /** The last change could not be kept. */
  isLost: boolean;
}

const asTheSystem: Settings = { language: null, theme: "system", textSize: "normal" };

const SettingsContext = createContext<SettingsInHand>({
  settings: asTheSystem,
  change: () => undefined,
  isLost: false,
});

export function useSettings(): SettingsInHand {
  return use(SettingsContext);
}

/** What the shell kept of the last time. */
export function keptSettings(): Settings {
  return window.causewaySettings ?? asTheSystem;
}

/** The language of these settings, and where they name none the system's. */
export function languageOf({ language }: Settings): Language {
  return language ?? chosenLanguage(navigator.languages);
}

interface SettingsProviderProps {
  ipc: Ipc;
  speaker: i18n;
  children: ReactNode;
}

export function SettingsProvider({ ipc, speaker, children }: SettingsProviderProps) {
  const [settings, setSettings] = useState(keptSettings);
  const [isLost, setLost] = useState(false);

  useEffect(() => {
    // What the shell put into the page is from its start; a window that was reloaded asks.
    ipc.settings().then(setSettings, () => setLost(true));
  }, [ipc]);
  const { language } = settings;
  useEffect(() => {
    if (!language) return;
    let wanted = true;
    void learn(speaker, language).then(() => {
      if (wanted) void speaker.changeLanguage(language);
    });
    return () => {
      wanted = false;
    };
  }, [language, speaker]);
  useEffect(() => {
    const spoken = () => {
      document.documentElement.lang = speaker.language;
    };
    spoken();
    speaker.on("languageChanged", spoken);
    return () => speaker.off("languageChanged", spoken);
  }, [speaker]);

  const inHand = useMemo<SettingsInHand>(
    () => ({
      settings,
      isLost,
      change: (changes) => {
        const next = { ...settings, ...changes };
        setSettings(next);
        ipc.changeSettings(next).then(
          () => setLost(false),
          () => setLost(true),
        );
      },
    }),
    [ipc, isLost, settings],
  );
  return <SettingsContext value={inHand}>{children}</SettingsContext>;
}

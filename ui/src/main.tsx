import "./base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { tauriIpc } from "./ipc/client";
import { speak } from "./locales/i18n";
import { bringFirstWords } from "./locales/words";
import { keptSettings, languageOf } from "./settings/settings";
import { rendererWithNonce } from "./theme";

const root = document.getElementById("root");
if (root) {
  const settings = keptSettings();
  const language = languageOf(settings);
  const words = bringFirstWords[language]();
  // The page behind the app has the chosen colours before anything is drawn on it.
  if (settings.theme !== "system") document.documentElement.dataset.theme = settings.theme;
  const speaker = speak(language, await words);
  createRoot(root).render(
    <StrictMode>
      <App ipc={tauriIpc} speaker={speaker} renderer={rendererWithNonce(document)} />
    </StrictMode>,
  );
}

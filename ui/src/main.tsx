import "./base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { tauriIpc } from "./ipc/client";
import { chosenLanguage, speak } from "./locales/i18n";
import { rendererWithNonce } from "./theme";

const root = document.getElementById("root");
if (root) {
  const language = chosenLanguage(navigator.languages);
  document.documentElement.lang = language;
  createRoot(root).render(
    <StrictMode>
      <App ipc={tauriIpc} speaker={speak(language)} renderer={rendererWithNonce(document)} />
    </StrictMode>,
  );
}

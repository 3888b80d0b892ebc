import "./base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { tauriIpc } from "./ipc/client";
import { speak } from "./locales/i18n";
import { keptSettings, languageOf } from "./settings/settings";
import { rendererWithNonce } from "./theme";

const root = document.getElementById("root");
if (root) {
  const speaker = speak(languageOf(keptSettings()));
  createRoot(root).render(
    <StrictMode>
      <App ipc={tauriIpc} speaker={speaker} renderer={rendererWithNonce(document)} />
    </StrictMode>,
  );
}

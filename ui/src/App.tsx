import { FluentProvider, type GriffelRenderer, RendererProvider } from "@fluentui/react-components";
import type { i18n } from "i18next";
import { I18nextProvider } from "react-i18next";

import { useEffect } from "react";
import { Announcer } from "./components/Announcer";
import { bringAllParts } from "./components/lazy";
import type { Ipc } from "./ipc/client";
import { DemoProvider } from "./ipc/demo";
import { useAppView } from "./ipc/useAppView";
import { Window } from "./Window";
import { SettingsProvider, useSettings } from "./settings/settings";
import { useTheme } from "./theme";

interface AppProps {
  ipc: Ipc;
  speaker: i18n;
  renderer: GriffelRenderer;
}

/** The whole window. It shows the newest picture of the application and holds no state of its own about the tenant. */
export function App({ ipc, speaker, renderer }: AppProps) {
  useRestSoon(speaker);
  return (
    <RendererProvider renderer={renderer}>
      <I18nextProvider i18n={speaker}>
        <SettingsProvider ipc={ipc} speaker={speaker}>
          <DemoProvider ipc={ipc}>
            <Themed ipc={ipc} />
          </DemoProvider>
        </SettingsProvider>
      </I18nextProvider>
    </RendererProvider>
  );
}

/** Everything that the first page does without is read as soon as that page is on the screen. */
function useRestSoon(speaker: i18n) {
  useEffect(() => {
    requestAnimationFrame(() =>
      setTimeout(() => {
        void bringAllParts(speaker);
      }),
    );
  }, [speaker]);
}

function Themed({ ipc }: { ipc: Ipc }) {
  const theme = useTheme(useSettings().settings);
  const { view, problem } = useAppView(ipc);
  return (
    <FluentProvider theme={theme}>
      <Announcer>
        <Window view={view} ipc={ipc} outOfTouch={problem} />
      </Announcer>
    </FluentProvider>
  );
}

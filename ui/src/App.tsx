import { FluentProvider, type GriffelRenderer, RendererProvider } from "@fluentui/react-components";
import type { i18n } from "i18next";
import { I18nextProvider } from "react-i18next";

import { Announcer } from "./components/Announcer";
import type { Ipc } from "./ipc/client";
import { useAppView } from "./ipc/useAppView";
import { CloudSync } from "./journeys/cloud-sync/journey";
import { useSystemTheme } from "./theme";

interface AppProps {
  ipc: Ipc;
  speaker: i18n;
  renderer: GriffelRenderer;
}

/** The whole window. It shows the newest picture of the application and holds no state of its own about the tenant. */
export function App({ ipc, speaker, renderer }: AppProps) {
  const theme = useSystemTheme();
  const { view, problem } = useAppView(ipc);

  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme}>
        <I18nextProvider i18n={speaker}>
          <Announcer>
            <CloudSync view={view} ipc={ipc} outOfTouch={problem} />
          </Announcer>
        </I18nextProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

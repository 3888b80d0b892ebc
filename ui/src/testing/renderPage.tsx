import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { App } from "../App";
import { bringAllParts } from "../components/lazy";
import type { AppView } from "../ipc/bindings";
import { speak } from "../locales/i18n";
import type { Language } from "../locales/words";
import { FakeIpc } from "./fakeIpc";
import { aRenderer } from "./renderer";
import { words } from "./words";

/** The whole window over a fake shell, after its first picture and all of its parts have arrived. */
export async function renderPage(view: AppView, language: Language = "en") {
  const speaker = speak(language, words[language]);
  await bringAllParts(speaker);
  const ipc = new FakeIpc(view);
  const user = userEvent.setup();
  // The promises of listening and asking are kept before the page is handed over.
  // eslint-disable-next-line @typescript-eslint/require-await
  const page = await act(async () => render(<App ipc={ipc} speaker={speaker} renderer={aRenderer()} />));
  const show = (next: AppView) => act(() => ipc.show(next));
  return { ...page, ipc, user, show };
}

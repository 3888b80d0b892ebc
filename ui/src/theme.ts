import { createDOMRenderer, type Theme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";

const fonts = {
  fontFamilyBase: "'Segoe UI', 'Open Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: "Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
};
const light: Theme = { ...webLightTheme, ...fonts };
const dark: Theme = { ...webDarkTheme, ...fonts };

const darkWanted = "(prefers-color-scheme: dark)";

function onChange(changed: () => void) {
  const query = window.matchMedia(darkWanted);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The theme the system asks for, at any moment. */
export function useSystemTheme(): Theme {
  return useSyncExternalStore(onChange, () => window.matchMedia(darkWanted).matches) ? dark : light;
}

/** Style elements are only accepted with the nonce that the shell gave to the one in index.html. */
export function rendererWithNonce(page: Document) {
  const nonce = page.querySelector<HTMLStyleElement>("style#first-paint")?.nonce;
  return createDOMRenderer(page, nonce ? { styleElementAttributes: { nonce } } : {});
}

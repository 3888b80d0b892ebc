import { createDOMRenderer, type Theme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useEffect, useMemo, useSyncExternalStore } from "react";

import type { Settings, TextSize } from "./ipc/bindings";

const fonts = {
  fontFamilyBase: "'Segoe UI', 'Open Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: "Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
};

/** How much larger than Fluent means them. Icons and distances keep their size, so that the window keeps its shape. */
const growth: Record<TextSize, number> = { normal: 1, large: 1.15, larger: 1.3 };

const darkWanted = "(prefers-color-scheme: dark)";

function onChange(changed: () => void) {
  const query = window.matchMedia(darkWanted);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The theme that the person chose, or the system at any moment. */
export function useTheme({ theme, textSize }: Settings): Theme {
  const systemIsDark = useSyncExternalStore(onChange, () => window.matchMedia(darkWanted).matches);
  const isDark = theme === "system" ? systemIsDark : theme === "dark";
  useEffect(() => {
    // Scroll bars and the page behind the app follow.
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  }, [isDark]);
  return useMemo(() => themeOf(isDark, textSize), [isDark, textSize]);
}

/** Fluent's theme in our fonts, with text of this size. */
export function themeOf(isDark: boolean, textSize: TextSize): Theme {
  const theme = { ...(isDark ? webDarkTheme : webLightTheme), ...fonts };
  const larger = Object.entries(theme).flatMap(([token, value]) => {
    const isText = /^(fontSize|lineHeight)/.test(token);
    return isText ? [[token, `${Number.parseFloat(String(value)) * growth[textSize]}px`]] : [];
  });
  return { ...theme, ...(Object.fromEntries(larger) as Partial<Theme>) };
}

/** Style elements are only accepted with the nonce that the shell gave to the one in index.html. */
export function rendererWithNonce(page: Document) {
  const nonce = page.querySelector<HTMLStyleElement>("style#first-paint")?.nonce;
  return createDOMRenderer(page, nonce ? { styleElementAttributes: { nonce } } : {});
}

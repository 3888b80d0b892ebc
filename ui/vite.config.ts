import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Kibibytes that are read before the first text: what the page names, with the words of one language. A journey adds nine. */
const mostAtFirst = 500;

/** Says how much that is, and refuses more: one import in the wrong place brings in everything. */
const firstScript: Plugin = {
  name: "first-script",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
    const first = new Set(chunks.filter(({ isEntry, name }) => isEntry || name === "en"));
    for (const { imports } of first) {
      for (const chunk of chunks) if (imports.includes(chunk.fileName)) first.add(chunk);
    }
    const bytes = [...first].reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
    const names = [...first].map(({ name }) => name).join(", ");
    const size = `${(bytes / 1024).toFixed(0)} KiB before the first text (${names})`;
    if (bytes > mostAtFirst * 1024) this.error(`${size}: more than ${mostAtFirst} KiB`);
    this.info(size);
  },
};

/** Fluent's list of its tokens takes 26 KiB of the first script, and nearly each is the variable of CSS that bears its name. */
const shortTokens: Plugin = {
  name: "short-tokens",
  apply: "build",
  transform: {
    filter: { id: /@fluentui[\\/]tokens[\\/]lib[\\/]tokens\.js$/ },
    handler: (code) =>
      code
        .replaceAll(/^\s*(\w+): 'var\(--\1\)',?\n/gm, "")
        .replace("export const tokens = {", "const others = {")
        .concat(
          "export const tokens = new Proxy(others, { get: (others, name) => others[name] ?? `var(--${name})` });",
        ),
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [react(), shortTokens, firstScript],
  clearScreen: false,
  server: { port: 5183, strictPort: true },
  build: {
    // What WebKitGTK of Debian 12 and WKWebView of macOS 13 understand.
    target: "safari16",
    // The content security policy allows files of the app and no data: addresses for fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    // The licences of what the scripts hold, for packages; the window itself does not carry them.
    license: mode === "licences" && { fileName: "licences.md" },
    rolldownOptions: {
      // What the first page needs is one script; each journey, everything shared, and each language are the others
      // (src/components/lazy.tsx).
      output: {
        codeSplitting: {
          groups: [
            { name: "first", test: /src[\\/]main\.tsx$/, priority: 2 },
            { name: "shared", test: /[\\/](node_modules|src[\\/](?!locales|journeys))[^?]*$/, priority: 1 },
            { name: (id: string) => /src[\\/]journeys[\\/]([\w-]+)[\\/]/.exec(id)?.[1] ?? null },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 600,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // By itself vitest leaves one core alone, and on two that makes the tests take twice as long.
    maxWorkers: "100%",
    // Whole pages are drawn and looked over by axe, on machines that do other things too.
    testTimeout: 120_000,
  },
}));

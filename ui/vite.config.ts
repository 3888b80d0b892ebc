import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5183, strictPort: true },
  build: {
    // What WebKitGTK of Debian 12 and WKWebView of macOS 13 understand.
    target: "safari16",
    // The content security policy allows files of the app and no data: addresses for fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // What the first page needs is one script; each journey, everything shared, and each language are the others
      // (src/components/lazy.tsx).
      output: {
        codeSplitting: {
          groups: [
            { name: "first", test: /src[\\/]main\.tsx$/, priority: 2 },
            { name: "shared", test: /^(?!.*src[\\/](locales|journeys)[\\/])/, priority: 1 },
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
    // Whole pages are drawn and looked over by axe, on machines that do other things too.
    testTimeout: 120_000,
  },
});

import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports go one way: app → journeys, operate → report, sign-in, presenter → wizard → settings → components. A folder may not reach what stands before it. */
const layers = [
  {
    folder: "components",
    mayNotReach: [
      "ipc/client",
      "ipc/useAppView",
      "settings",
      "wizard",
      "presenter",
      "sign-in",
      "journeys",
      "operate",
      "App",
    ],
  },
  {
    folder: "settings",
    mayNotReach: ["ipc/useAppView", "wizard", "presenter", "sign-in", "journeys", "operate", "App"],
  },
  {
    folder: "wizard",
    mayNotReach: ["ipc/client", "ipc/useAppView", "presenter", "sign-in", "journeys", "operate", "App"],
  },
  { folder: "presenter", mayNotReach: ["ipc/useAppView", "sign-in", "journeys", "operate", "App"] },
  { folder: "sign-in", mayNotReach: ["journeys", "operate", "App"] },
  {
    folder: "report",
    mayNotReach: ["ipc/client", "ipc/useAppView", "settings", "sign-in", "journeys", "operate", "App"],
  },
  { folder: "journeys", mayNotReach: ["operate", "App"] },
  { folder: "operate", mayNotReach: ["journeys", "App"] },
  {
    folder: "ipc",
    mayNotReach: ["components", "settings", "wizard", "sign-in", "journeys", "operate", "App"],
  },
  {
    folder: "locales",
    mayNotReach: ["ipc/client", "components", "settings", "wizard", "sign-in", "journeys", "operate", "App"],
  },
].map(({ folder, mayNotReach }) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  ignores: ["**/*.test.{ts,tsx}"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${mayNotReach.join("|")})(/|$)`,
            message: `${folder} may not import this: see the layers in eslint.config.js.`,
          },
          { regex: "/testing/", message: "Only tests use src/testing." },
        ],
      },
    ],
  },
}));

const noIconSizes = {
  selector:
    "JSXOpeningElement[name.name=/(Regular|Filled)$/] > JSXAttribute[name.name=/^(width|height|fontSize)$/]",
  message: "Fluent's icons ignore their size: use components/Icon.",
};

const noHtmlSinks = {
  "no-restricted-properties": [
    "error",
    ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
      property,
      message: "Text from a directory is never markup: use text nodes.",
    })),
  ],
  "no-restricted-syntax": [
    "error",
    {
      selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
      message: "Text from a directory is never markup: use text nodes.",
    },
    { selector: "MemberExpression[object.name='document'][property.name='write']", message: "Use React." },
    noIconSizes,
  ],
};

export default defineConfig(
  globalIgnores(["dist", "src/ipc/bindings.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat["recommended-latest"],
  jsxA11y.flatConfigs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...noHtmlSinks,
      "no-eval": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A scrolling page must take the focus, so that the keyboard can scroll it.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: ["main"], roles: [] }],
    },
  },
  { files: ["eslint.config.js"], extends: [tseslint.configs.disableTypeChecked] },
  ...layers,
);

import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports go one way: a folder reaches the rows before its own, and nothing beside it. */
const rows = [
  ["components", "ipc", "locales"],
  ["settings"],
  ["frame"],
  ["presenter", "sign-in", "provisioning"],
  ["report"],
  ["wizard"],
  ["home", "journeys", "operate"],
  ["Window", "App"],
];

/** Besides what stands after it in the rows. The whole picture of the application is for App alone. */
const mayNotReachEither = {
  components: ["ipc/client"],
  frame: ["ipc/client"],
  report: ["ipc/client", "settings", "sign-in", "presenter"],
  locales: ["ipc/client"],
};

/** Parts of the first row that name what crosses to the window, or speak. */
const mayReachInRow = { components: ["ipc", "locales"], locales: ["ipc"], ipc: [] };

const layers = rows.flatMap((row, at) =>
  row.map((folder) => {
    const beside = row.filter((other) => other !== folder && !mayReachInRow[folder]?.includes(other));
    const mayNotReach = [
      ...beside,
      ...rows.slice(at + 1).flat(),
      "main",
      "ipc/useAppView",
      ...(mayNotReachEither[folder] ?? []),
    ];
    return {
      files: [`src/${folder}/**/*.{ts,tsx}`],
      ignores: ["**/*.test.{ts,tsx}"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              {
                regex: `^(\\.\\./)+(${mayNotReach.join("|")})(/|$)`,
                message: `${folder} may not import this: see the rows in eslint.config.js.`,
              },
              { regex: "/testing/", message: "Only tests use src/testing." },
            ],
          },
        ],
      },
    };
  }),
);

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

// Everything here is an error: a warning that nobody must act on is noise. What a formatter could settle is not asked.
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const SCRIPTS = ["**/*.{js,mjs,cjs}"];
const TESTS = ["**/*.test.{ts,tsx}", "**/testing/**", "e2e/**/*.ts"];
const DEFAULT_EXPORT_WANTED = [
  "*.config.{js,ts}",
  ".dependency-cruiser.cjs",
  "app/root.tsx",
  "app/routes.ts",
  "app/entry.*.tsx",
  "app/routes/**",
  "e2e/server.ts",
];

const THROWN_BY_REMIX = [
  { from: "lib", name: "Response" },
  { from: "package", name: "TypedResponse", package: "@remix-run/server-runtime" },
];

const KEBAB_CASE = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const DRAWERS = /^(utils?|helpers?|misc|common|manager)$/;

/** Kebab-case names, and none that says nothing about what is inside. Route files follow Remix's own names. */
const fileName = {
  create(context) {
    const name = context.filename.split(/[\\/]/).at(-1);
    const words = name.split(/[.-]/);
    return {
      Program(node) {
        if (!KEBAB_CASE.test(name)) context.report({ node, message: `File names are kebab-case: ${name}` });
        if (words.some((word) => DRAWERS.test(word)) || words.includes("v2")) {
          context.report({ node, message: `Name the file by what it holds: ${name}` });
        }
      },
    };
  },
};

/** A plugin's recommended rules, the ones it only warns about included. */
function asErrors(rules) {
  return Object.fromEntries(
    Object.entries(rules).map(([name, setting]) => {
      if (setting === "off" || setting === 0 || setting[0] === "off") return [name, "off"];
      return [name, Array.isArray(setting) ? ["error", ...setting.slice(1)] : "error"];
    }),
  );
}

const everyFile = {
  "house/file-name": "error",
  "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
  eqeqeq: ["error", "always", { null: "ignore" }],
  curly: ["error", "multi-line"],
  "no-alert": "error",
  "no-debugger": "error",
  "no-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-return-assign": "error",
  "no-sequences": "error",
  "no-var": "error",
  "no-warning-comments": ["error", { terms: ["fixme", "xxx", "todo"], location: "start" }],
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } }],
};

const typed = {
  "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
  "@typescript-eslint/no-confusing-void-expression": "off",
  // These three take half of the whole time and have found nothing that tsc, tests or readers do not.
  "@typescript-eslint/no-deprecated": "off",
  "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
  "@typescript-eslint/no-unsafe-enum-assignment": "off",
  "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
  "@typescript-eslint/no-misused-spread": "off", // code points are what we want when we spread a string
  "@typescript-eslint/no-invalid-void-type": "off",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
  "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: "only-allowed-literals" }],
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "@typescript-eslint/only-throw-error": ["error", { allow: THROWN_BY_REMIX, allowThrowingUnknown: true }],
  "@typescript-eslint/require-await": "off", // an async signature is often the interface's
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  "@typescript-eslint/unbound-method": "off", // our objects are closures; interfaces name their functions as methods
  "@typescript-eslint/unified-signatures": "off",
};

const inTests = {
  "max-lines": ["error", { max: 450, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": "off",
  "@typescript-eslint/no-non-null-assertion": "off",
  "@typescript-eslint/no-unsafe-argument": "off",
  "@typescript-eslint/no-unsafe-assignment": "off",
  "@typescript-eslint/no-unsafe-call": "off",
  "@typescript-eslint/no-unsafe-member-access": "off",
  "@typescript-eslint/no-unsafe-return": "off",
  "@typescript-eslint/no-unnecessary-condition": "off",
};

export default tseslint.config(
  { ignores: ["build/", "node_modules/", "public/", ".cache/", ".data/", "test-results/", "playwright-report/", "db/migrations/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.{ts,tsx,mts}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  { plugins: { house: { rules: { "file-name": fileName } } }, rules: everyFile },
  {
    files: ["app/**/*.{ts,tsx}"],
    ignores: ["app/core/**", ...TESTS],
    plugins: { "react-hooks": reactHooks },
    // The plugin's other rules run the React compiler, which we do not use, over every file: a third of the whole time.
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: ["**/*.tsx"],
    plugins: jsxA11y.flatConfigs.recommended.plugins,
    languageOptions: jsxA11y.flatConfigs.recommended.languageOptions,
    rules: {
      ...asErrors(jsxA11y.flatConfigs.recommended.rules),
      "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["app/**/*.{ts,tsx}"], ignores: [...TESTS, "app/entry.*.tsx"], rules: { "no-console": "error" } },
  { files: TESTS, rules: inTests },
  { files: ["app/routes/**"], rules: { "house/file-name": "off" } },
  { files: DEFAULT_EXPORT_WANTED, rules: { "no-restricted-exports": "off" } },
  { files: SCRIPTS, ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);

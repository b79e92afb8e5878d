import js from "@eslint/js";
import tseslint from "typescript-eslint";
import prettier from "eslint-config-prettier";
import { defineConfig, globalIgnores } from "eslint/config";

const lines = (max) => ["error", { max, skipBlankLines: true }];

export default defineConfig(
  globalIgnores([
    "artifacts",
    "cache",
    "typechain-types",
    "coverage",
    "deploy/deployments",
    "dist",
    "out",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      "max-lines": lines(400),
    },
  },
  {
    // Not deploy/: a module lists its steps in one function.
    files: ["scripts/**/*.ts"],
    rules: { "max-lines-per-function": lines(40) },
  },
  {
    // Only commands print; what they call returns text, so that a test can read it.
    files: ["deploy/**/*.ts", "scripts/{audit,check,lib,sandbox}/**/*.ts", "test/**/*.ts"],
    rules: { "no-console": "error" },
  },
  {
    // Chai's assertions are properties; a given/when tree is as long as what it describes.
    files: ["{test,browser}/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off", "max-lines": lines(650) },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: {
        console: false,
        process: false,
        setInterval: false,
        setTimeout: false,
        URL: false,
      },
    },
    rules: { eqeqeq: "error", "max-lines": lines(400), "max-lines-per-function": lines(40) },
  },
  prettier,
);

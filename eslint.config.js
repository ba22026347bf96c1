import globals from 'globals';
import tseslint from 'typescript-eslint';

const typed = ['web/**/*.ts', 'tests/**/*.ts'];
const plain = ['**/*.js', '**/*.mjs'];

export default tseslint.config(
  { ignores: ['build/', 'dist/', '**/node_modules/', '**/dist/'] },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: plain,
    extends: [tseslint.configs.strict],
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.worker } },
    rules: { 'no-undef': 'error' },
  },
  {
    // Glue that emcc puts in front of a test program.
    files: ['tests/core/**/*.js'],
    languageOptions: { globals: { Module: 'writable', ENV: 'readonly' } },
  },
);

import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const COMPUTE_INTERFACE = [
  'compute/tensor.ts',
  'compute/backend.ts',
  'compute/ops.ts',
  'compute/training-ops.ts',
  'compute/own-fault.ts',
];

/** The rooms, from the lowest up. A room imports only from itself and from the rooms listed for it. */
const ROOMS = {
  puzzles: [],
  compute: COMPUTE_INTERFACE,
  hrm: [...COMPUTE_INTERFACE, 'puzzles/random.ts'],
  checkpoint: [...COMPUTE_INTERFACE, 'hrm'],
  analysis: ['puzzles', ...COMPUTE_INTERFACE, 'hrm'],
  reasoning: ['puzzles', 'compute', 'hrm', 'checkpoint'],
  training: ['puzzles', 'compute', 'hrm', 'checkpoint', 'reasoning'],
  worker: [
    ...['puzzles', 'compute', 'hrm', 'checkpoint', 'analysis', 'reasoning', 'training', 'bench'],
  ],
  bench: ['puzzles', 'compute', 'hrm', 'training'],
  cli: ['puzzles', 'compute', 'hrm', 'checkpoint', 'analysis', 'reasoning', 'training', 'bench'],
  library: ['puzzles', 'compute', 'hrm', 'checkpoint', 'reasoning', 'training', 'worker'],
  embed: [],
  offline: [],
  playground: [
    'puzzles',
    ...COMPUTE_INTERFACE,
    'hrm',
    'checkpoint',
    'analysis',
    'reasoning',
    'training',
    'worker',
    'bench',
    'embed',
  ],
};

const zones = [
  ...Object.entries(ROOMS).map(([room, below]) => ({
    target: `./src/${room}`,
    from: './src',
    except: [room, ...below].map((path) => `./${path}`),
    message: `src/${room} may import only from itself and ${below.join(', ') || 'nothing else'}.`,
  })),
  // Backends do not import each other; they know only the interface above them.
  // `wasm` also uses the cheap ops of the reference, on its own memory.
  ...['cpu', 'webgpu', 'onnx', 'wasm'].map((backend) => ({
    target: `./src/compute/${backend}`,
    from: './src/compute',
    except: [
      `./${backend}`,
      ...(backend === 'wasm' ? ['./cpu'] : []),
      './tensor.ts',
      './backend.ts',
      './ops.ts',
      './training-ops.ts',
      './op-specs.ts',
      './bind-op.ts',
      './op-calls.ts',
      './host-program.ts',
    ],
    message: 'A backend may import only from itself and from the interface of backends and ops.',
  })),
];

/** Names that belong to the page. Below `playground/`, only the code for embeds may use them. */
const DOM_GLOBALS = ['document', 'window', 'localStorage', 'sessionStorage', 'alert'];

export default tseslint.config(
  {
    ignores: [
      ...[
        'dist',
        'dist-lib',
        'node_modules',
        'test-results',
        'playwright-report',
        'data',
        '.cache',
      ],
      // AssemblyScript, which has its own types.
      'src/compute/wasm/assembly',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', '.size-limit.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/order': [
        'error',
        {
          groups: ['builtin', 'external', ['parent', 'sibling', 'index']],
          alphabetize: { order: 'asc' },
        },
      ],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Stores, ops and sessions are records of closures. A closure may be used without its record.
      '@typescript-eslint/unbound-method': 'off',
      // `!= null` is allowed as the short test for "neither null nor undefined".
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/playground/**', 'src/embed/**', '**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...DOM_GLOBALS] },
  },
  { files: ['src/cli/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['public/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        location: 'readonly',
        addEventListener: 'readonly',
        self: 'readonly',
        HTMLScriptElement: 'readonly',
      },
    },
  },
  {},
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { contentSecurity, serviceWorker } from './build/page-plugins.ts';
import { ENTRIES, entryAt, pageAt } from './src/playground/page/entries.ts';

/**
 * Builds embed.js beside the page: one classic script with a fixed name, which other pages load.
 */
function embedScript(): Plugin {
  let outDir = 'dist';
  return {
    name: 'embed-script',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: async () => {
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          target: 'es2022',
          outDir,
          emptyOutDir: false,
          lib: {
            entry: 'src/embed/element.ts',
            formats: ['iife'],
            name: 'hrmPlayground',
            fileName: () => 'embed.js',
          },
        },
      });
    },
  };
}

/** The visible parts of an entry's world: a chunk that the entry's HTML preloads. */
const PARTS: Readonly<Record<string, string>> = {
  sudoku: 'worlds/sudoku/parts.ts',
  maze: 'worlds/maze/parts.ts',
  arc: 'arc/parts.tsx',
};

/** @throws Error if the build has no such chunk */
function preloading(
  parts: string | undefined,
  html: string,
  bundle: Rolldown.OutputBundle,
): string {
  const chunk = Object.values(bundle).find(
    (one) =>
      one.type === 'chunk' && one.facadeModuleId?.endsWith(`/src/playground/${parts}`) === true,
  );
  if (chunk?.type !== 'chunk')
    throw new Error(`The build has no chunk of ${parts ?? 'an entry that PARTS lacks'}.`);
  const links = [chunk.fileName, ...chunk.imports]
    .filter((file) => !html.includes(file))
    .map((file) => `<link rel="modulepreload" crossorigin href="./${file}">`);
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}

/**
 * Writes a file for each entry of the page with the entry's own title and description. `SITE_URL` is
 * the address of the finished site, because link previews need absolute addresses.
 */
function entryPages(): Plugin {
  const site = process.env.SITE_URL?.replace(/\/*$/, '/') ?? '';
  return {
    name: 'entry-pages',
    transformIndexHtml: {
      order: 'post',
      handler(html, { server, originalUrl = '/' }) {
        // In a build, `generateBundle` fills the page in, because one file becomes several.
        return server === undefined ? html : pageAt(entryAt(originalUrl.slice(1)), html, '');
      },
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const index = bundle['index.html'];
        if (index?.type !== 'asset') throw new Error('The build has no index.html.');
        const html = String(index.source);
        for (const entry of ENTRIES) {
          const source = pageAt(entry, preloading(PARTS[entry.world], html, bundle), site);
          if (entry.path === '') index.source = source;
          else this.emitFile({ type: 'asset', fileName: `${entry.path}index.html`, source });
        }
      },
    },
  };
}

export default defineConfig({
  // Relative URLs, so that a build works in any folder of any static host.
  base: './',
  plugins: [react(), entryPages(), embedScript(), contentSecurity(), serviceWorker()],
  resolve: {
    alias: {
      // Dialogs lock the page's scrolling with a style element, which the content security policy
      // forbids. `styles/base.css` does it instead.
      'react-style-singleton': fileURLToPath(
        new URL('./src/playground/styles/no-injected-styles.ts', import.meta.url),
      ),
    },
  },
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // One file for all code of the first load, instead of one for each set of parts that share code.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
    },
    // The size budget (`.size-limit.js`) reads the manifest.
    manifest: true,
  },
  // onnxruntime-web finds its .wasm beside its own module; pre-bundling would move the module.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

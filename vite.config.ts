import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';
import { contentSecurity, serviceWorker } from './build/page-plugins';

/**
 * Builds embed.js beside the page: one classic script under a name that stays, for other pages to load.
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

export default defineConfig({
  // Relative URLs, so that a build works from any folder of any static host.
  base: './',
  plugins: [react(), embedScript(), contentSecurity(), serviceWorker()],
  resolve: {
    alias: {
      // Dialogs lock the page's scrolling by a style element, which the content security policy does
      // not allow; `styles/base.css` does it instead.
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
  },
  // onnxruntime-web finds its .wasm beside its own module; pre-bundling would move the module.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

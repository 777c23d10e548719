import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative URLs, so that a build works from any folder of any static host.
  base: './',
  plugins: [react()],
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', embed: 'src/embed/element.ts' },
      // Other pages load embed.js by its name, which must therefore stay.
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // onnxruntime-web finds its .wasm beside its own module; pre-bundling would move the module.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative URLs, so that a build works from any folder of any static host.
  base: './',
  plugins: [react()],
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  // onnxruntime-web finds its .wasm beside its own module; pre-bundling would move the module.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

/**
 * Where the page finds ONNX Runtime's WebAssembly: the bundler copies the file beside the page's own
 * modules and knows its address. Browser only; in Node the runtime finds the file by itself.
 */
export { default as wasmUrl } from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

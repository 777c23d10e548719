/**
 * Where the page finds ONNX Runtime's WebAssembly: the bundler copies the file to the page's own
 * modules and gives its address. Browser only; in Node the runtime finds the file by itself.
 */
export { default as wasmUrl } from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

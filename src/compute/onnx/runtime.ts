import type * as OnnxRuntime from 'onnxruntime-web/wasm';
import { GraphBuilder } from './graph';
import { encodeModel } from './protobuf';

export interface RuntimeOptions {
  /**
   * Where `ort-wasm-simd-threaded.wasm` can be fetched; a page takes it from `wasm-url.ts`. Without
   * it the file is looked for beside onnxruntime-web's own module, which works in Node.
   */
  readonly wasmUrl?: string;
  /** Threads to compute with: 1 unless the page is cross-origin isolated, then up to 4. */
  readonly threads?: number;
}

export type Runtime = typeof OnnxRuntime;

let starting: Promise<Runtime> | null = null;

/**
 * Loads and starts onnxruntime-web. It exists once per worker or process: the options of the first
 * successful call apply to all.
 * @throws Error saying what could not be loaded or started
 */
export function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  starting ??= start(options).catch((reason: unknown) => {
    starting = null; // a download that failed may succeed the next time
    throw reason;
  });
  return starting;
}

async function start({ wasmUrl, threads }: RuntimeOptions): Promise<Runtime> {
  const binary = wasmUrl === undefined ? null : await download(wasmUrl);
  const runtime = await import('onnxruntime-web/wasm');
  const { wasm } = runtime.env;
  wasm.numThreads = threads ?? defaultThreads();
  if (binary) wasm.wasmBinary = binary;
  try {
    // onnxruntime-web starts with its first session; a graph of one node starts it now.
    const session = await runtime.InferenceSession.create(smallestModel());
    await session.release();
  } catch (reason) {
    throw new Error(`ONNX Runtime could not start: ${messageOf(reason)}`, { cause: reason });
  } finally {
    delete wasm.wasmBinary;
  }
  return runtime;
}

async function download(url: string): Promise<ArrayBuffer> {
  const failed = (why: string, cause?: unknown) =>
    new Error(`The WebAssembly file of ONNX Runtime could not be loaded from ${url}: ${why}.`, {
      cause,
    });
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (reason) {
    throw failed(messageOf(reason), reason);
  }
  if (!response.ok) throw failed(`the server answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  // Many static hosts answer a missing file with their front page.
  if (new DataView(bytes).byteLength < 4 || new DataView(bytes).getUint32(0, true) !== WASM_MAGIC) {
    throw failed('what arrived is not WebAssembly');
  }
  return bytes;
}

/** `\0asm`, the first four bytes of every WebAssembly module. */
const WASM_MAGIC = 0x6d736100;

function defaultThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.min(4, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

function smallestModel(): Uint8Array {
  const graph = new GraphBuilder();
  const name = graph.node('Identity', [graph.scalar(0)], { name: 'zero' });
  return encodeModel(graph.build('start', '', [], [{ name, type: 'f32', shape: [] }]));
}

export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

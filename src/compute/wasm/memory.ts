/** Every allocation begins at a multiple of this: a line of the cache. */
const ALIGNMENT = 64;
const PAGE = 65536;

/**
 * The WebAssembly memory of a backend, handed out piece by piece. Pieces do not move. The memory
 * grows when no free piece is large enough.
 */
export class Memory {
  readonly wasm = new WebAssembly.Memory({ initial: 2 });
  /** Free pieces in order of their addresses; no two are adjacent. */
  #free: { at: number; bytes: number }[] = [];

  /** The memory below `first` belongs to the kernels. */
  open(first: number): void {
    const at = roundUp(first, ALIGNMENT);
    this.#free = [{ at, bytes: this.wasm.buffer.byteLength - at }];
  }

  /**
   * An address with room for that many bytes, all zero. @throws RangeError if there is no memory
   * left
   */
  allocate(bytes: number): number {
    const size = roundUp(Math.max(bytes, 1), ALIGNMENT);
    const piece = this.#free.find((free) => free.bytes >= size) ?? this.#grow(size);
    const { at } = piece;
    piece.at += size;
    piece.bytes -= size;
    if (piece.bytes === 0) this.#free.splice(this.#free.indexOf(piece), 1);
    new Uint8Array(this.wasm.buffer, at, size).fill(0);
    return at;
  }

  /** @param bytes as they were asked for */
  free(at: number, bytes: number): void {
    this.#insert(at, roundUp(Math.max(bytes, 1), ALIGNMENT));
  }

  #grow(size: number): { at: number; bytes: number } {
    const end = this.wasm.buffer.byteLength;
    const last = this.#free.at(-1);
    const missing = size - (last && last.at + last.bytes === end ? last.bytes : 0);
    // It grows by at least an eighth, because the browser may have to copy the memory when it
    // grows.
    const pages = Math.ceil(Math.max(missing, end / 8) / PAGE);
    try {
      this.wasm.grow(pages);
    } catch {
      this.#growOr(Math.ceil(missing / PAGE), size);
    }
    this.#insert(end, this.wasm.buffer.byteLength - end);
    return this.#free.at(-1)!;
  }

  #growOr(pages: number, size: number): void {
    try {
      this.wasm.grow(pages);
    } catch {
      const used = Math.round(this.wasm.buffer.byteLength / 1e6);
      const wanted = Math.ceil(size / 1e6);
      throw new RangeError(`No memory is left: ${used} MB are used and ${wanted} MB more needed.`);
    }
  }

  #insert(at: number, bytes: number): void {
    const before = this.#free.findLastIndex((piece) => piece.at < at);
    const previous = this.#free[before];
    const next = this.#free[before + 1];
    if (previous && previous.at + previous.bytes === at) previous.bytes += bytes;
    else this.#free.splice(before + 1, 0, { at, bytes });
    const piece = this.#free.findLast((free) => free.at <= at)!;
    if (next && piece.at + piece.bytes === next.at) {
      piece.bytes += next.bytes;
      this.#free.splice(this.#free.indexOf(next), 1);
    }
  }
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

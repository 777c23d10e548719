/** A file that is read in parts, so that opening a large one takes no more memory than what is used. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `begin` to `end`, in an array of their own. */
  read(begin: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (begin, end) => Promise.resolve(bytes.slice(begin, end)),
  };
}

/** A file a person chose, or `openAsBlob` of Node: it stays where it is until parts are asked for. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (begin, end) => new Uint8Array(await blob.slice(begin, end).arrayBuffer()),
  };
}

/** A file that is read in parts, so that a large one needs memory only for the parts in use. */
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

/** A file that a person chose, or `openAsBlob` of Node; parts are read on request. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (begin, end) => new Uint8Array(await blob.slice(begin, end).arrayBuffer()),
  };
}

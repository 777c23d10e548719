/** Where a model comes from: URLs of its files. `bytes` and `sha256` are of the weights, if known. */
export interface ModelSource {
  readonly name: string;
  readonly config: string;
  readonly weights: string;
  readonly bytes?: number;
  /** In lower-case hexadecimal digits. */
  readonly sha256?: string;
}

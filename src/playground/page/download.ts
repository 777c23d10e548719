export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A title as a file name for every system: lower-case words joined by hyphens.
 * @param fallback the name if nothing of the title is left
 */
export function fileName(title: string, fallback = 'model'): string {
  const plain = title
    .toLowerCase()
    .replaceAll('×', 'x')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
}

/** Gives a file to the browser's downloads. */
export function download({ name, bytes }: NamedFile, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers fetch the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

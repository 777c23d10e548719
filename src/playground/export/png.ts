import type { Origin } from './origin';
import { GENERATOR } from './origin';

/** Bytes of the signature, and of length, kind and checksum around the data of a chunk. */
const SIGNATURE = 8;
const AROUND = 12;

/** A PNG with its origin as text inside, with the keywords of the standard. */
export function signPng(
  png: Uint8Array,
  { title, model, puzzle, link }: Origin,
): Uint8Array<ArrayBuffer> {
  const texts = {
    Title: title,
    Software: GENERATOR,
    Source: link,
    Description: `Model: ${model}. Puzzle: ${puzzle}.`,
  };
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  // The first chunk, IHDR, must stay the first.
  const header = SIGNATURE + AROUND + new DataView(png.buffer, png.byteOffset).getUint32(SIGNATURE);
  return concatenate([png.subarray(0, header), ...chunks, png.subarray(header)]);
}

/** The texts in a PNG, by keyword. */
export function textsOf(png: Uint8Array): Readonly<Record<string, string>> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const texts: Record<string, string> = {};
  for (let at = SIGNATURE; at < png.length;) {
    const length = view.getUint32(at);
    const kind = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    const data = png.subarray(at + 8, at + 8 + length);
    if (kind === 'iTXt') {
      const end = data.indexOf(0);
      // After the keyword: compressed or not, the method, a language and a translation, both empty.
      texts[new TextDecoder().decode(data.subarray(0, end))] = new TextDecoder().decode(
        data.subarray(end + 5),
      );
    }
    at += AROUND + length;
  }
  return texts;
}

/** An `iTXt` chunk (PNG, section 11.3.3.4): text in UTF-8, not compressed. */
function textChunk(keyword: string, text: string): Uint8Array {
  const encode = (value: string) => new TextEncoder().encode(value);
  const body = concatenate([encode('iTXt'), encode(keyword), new Uint8Array(5), encode(text)]);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return chunk;
}

/** The checksum of chunks (PNG, annex D), bit by bit: texts are short. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import { encode } from 'modern-gif';
import type { Film } from './film';
import { concatenate } from './png';

/** A film as GIF, which every program shows and plays. @param comment is kept in the file */
export async function gifOf(film: Film, comment: string): Promise<Uint8Array<ArrayBuffer>> {
  const [first] = film.frames;
  const { width, height } = first!.canvas;
  const bytes = await encode({
    width,
    height,
    looped: true,
    loopCount: 0,
    // One colour is reserved for the encoder's transparency.
    maxColors: 255,
    frames: film.frames.map(({ canvas, seconds }) => ({
      data: canvas.getContext('2d')!.getImageData(0, 0, width, height).data,
      delay: Math.round(1000 * seconds),
    })),
  });
  return signGif(new Uint8Array(bytes), comment);
}

/** Puts a comment into a GIF (GIF89a, section 24), before everything that is drawn. */
export function signGif(gif: Uint8Array, comment: string): Uint8Array<ArrayBuffer> {
  const packed = gif[10]!;
  const palette = packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
  const head = 13 + palette;
  return concatenate([gif.subarray(0, head), commentBlock(comment), gif.subarray(head)]);
}

function commentBlock(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const blocks: Uint8Array[] = [Uint8Array.of(0x21, 0xfe)];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.subarray(at, at + 255);
    blocks.push(Uint8Array.of(block.length), block);
  }
  return concatenate([...blocks, Uint8Array.of(0)]);
}

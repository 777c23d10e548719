import { download } from '../page/download';
import { filmOf } from './film';
import { originLine, type Origin } from './origin';
import { signPng } from './png';
import { pngOf, rasterise } from './raster';
import { svgFile, type Drawing } from './standalone';
import type { Subject } from './subject';
import { csvOf, jsonOf, readableJson, type Table } from './table';
import { sizeWords } from './words';

/** Pixels for each CSS pixel in pictures: sharp in print and on dense screens. */
const SCALE = 2;
/** In animations, which are large anyway. */
const FILM_SCALE = 1.25;

/** Reports the progress, 0…1. */
export type OnProgress = (share: number) => void;

function give(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  download({ name, bytes }, type);
  return `${name}, ${sizeWords(bytes.length)}`;
}

/** Each gives a file to the browser and returns a text with its name and size. */

export function takeSvg(drawing: Drawing, origin: Origin, stem: string): string {
  return give(`${stem}.svg`, svgFile(drawing, origin), 'image/svg+xml');
}

export async function takePng(drawing: Drawing, origin: Origin, stem: string): Promise<string> {
  return give(`${stem}.png`, await signedPng(drawing, origin), 'image/png');
}

export function takeCsv(table: Table, origin: Origin, stem: string): string {
  return give(`${stem}.csv`, csvOf(table, origin), 'text/csv');
}

export function takeJson(table: Table, origin: Origin, stem: string): string {
  return give(`${stem}.json`, jsonOf(table, origin), 'application/json');
}

export function takeText(name: string, text: string, type: string): string {
  return give(name, text, type);
}

/** A thought as JSON with all data. */
export function takeThought(subject: Subject): string {
  const text = readableJson(subject.record());
  return give(`${subject.stem}-thought.json`, text, 'application/json');
}

export async function takeGif(subject: Subject, onProgress: OnProgress): Promise<string> {
  const film = await filmOf(subject, FILM_SCALE, (share) => onProgress(0.7 * share));
  const { gifOf } = await import('./gif');
  const bytes = await gifOf(film, originLine(thoughtOrigin(subject)));
  return give(`${subject.stem}-thought.gif`, bytes, 'image/gif');
}

/** @throws Error in a sentence if the browser cannot encode video */
export async function takeVideo(subject: Subject, onProgress: OnProgress): Promise<string> {
  const film = await filmOf(subject, 2 * FILM_SCALE, (share) => onProgress(0.7 * share));
  const { videoOf } = await import('./video');
  const origin = thoughtOrigin(subject);
  const tags = { title: origin.title, comment: originLine(origin) };
  const { bytes, extension, type } = await videoOf(film, tags);
  return give(`${subject.stem}-thought.${extension}`, bytes, type);
}

/**
 * Puts a picture on the clipboard. Safari needs it at once, so it gets a promise.
 * @throws Error in a sentence if the clipboard does not accept pictures
 */
export async function copyPicture(picture: () => Promise<Drawing>, origin: Origin): Promise<void> {
  const blob = async () =>
    new Blob([await signedPng(await picture(), origin)], { type: 'image/png' });
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob() })]);
  } catch (error) {
    throw new Error('The clipboard takes no pictures here; save it as PNG instead.', {
      cause: error,
    });
  }
}

async function signedPng(drawing: Drawing, origin: Origin): Promise<Uint8Array<ArrayBuffer>> {
  return signPng(await pngOf(await rasterise(drawing, SCALE)), origin);
}

function thoughtOrigin({ origin, frames, stem }: Subject): Origin {
  const [name = stem] = origin.title.split(',');
  return { ...origin, title: `${name}, a thought of ${frames.length} segments` };
}

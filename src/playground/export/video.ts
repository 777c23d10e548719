import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from 'mediabunny';
import type { Film } from './film';

/** Frames per second: a still is repeated, because some players need a constant rate. */
const RATE = 10;

export interface Video {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly extension: 'mp4' | 'webm';
  readonly type: string;
}

/**
 * A film as MP4 if the browser can encode H.264, which every player can play, else as WebM.
 * @throws Error in a sentence if it can encode neither
 */
export async function videoOf(
  film: Film,
  tags: { readonly title: string; readonly comment: string },
): Promise<Video> {
  const { width, height } = film.frames[0]!.canvas;
  const codec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'vp8', 'av1'], { width, height });
  if (codec === null) throw new Error('This browser cannot write a video; take the GIF instead.');
  const isMp4 = codec === 'avc';
  const target = new BufferTarget();
  const format = isMp4 ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: RATE });
  output.setMetadataTags(tags);
  await output.start();
  let written = 0;
  let until = 0;
  for (const { canvas: picture, seconds } of film.frames) {
    context.drawImage(picture, 0, 0);
    until += seconds;
    for (; written < Math.round(until * RATE); written++)
      await source.add(written / RATE, 1 / RATE);
  }
  await output.finalize();
  return {
    bytes: new Uint8Array(target.buffer!),
    extension: isMp4 ? 'mp4' : 'webm',
    type: isMp4 ? 'video/mp4' : 'video/webm',
  };
}

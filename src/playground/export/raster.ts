import { fontFaces } from './fonts';
import type { Drawing } from './standalone';

/**
 * A drawing in pixels.
 * @param scale pixels for each CSS pixel
 * @param even whether width and height must be even, as for films
 */
export async function rasterise(
  { svg, width, height }: Drawing,
  scale: number,
  even = false,
): Promise<HTMLCanvasElement> {
  const file = svg.cloneNode(true) as SVGSVGElement;
  // An SVG drawn as a picture cannot use anything of the page, not even its fonts.
  const faces = await fontFaces(svg);
  if (faces !== '') {
    const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
    style.textContent = faces;
    file.prepend(style);
  }
  const pixels = (length: number) =>
    even ? 2 * Math.ceil((length * scale) / 2) : Math.ceil(length * scale);
  const canvas = document.createElement('canvas');
  canvas.width = pixels(width);
  canvas.height = pixels(height);
  file.setAttribute('width', String(canvas.width));
  file.setAttribute('height', String(canvas.height));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(file))}`;
  await picture.decode();
  canvas.getContext('2d', { willReadFrequently: true })!.drawImage(picture, 0, 0);
  return canvas;
}

/** @throws Error if the browser cannot write PNG */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('This browser could not write the picture.');
  return new Uint8Array(await blob.arrayBuffer());
}

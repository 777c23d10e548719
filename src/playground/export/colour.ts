const known = new Map<string, Colour>();

/** A colour that every program that reads SVG understands. */
export interface Colour {
  /** `#rrggbb` */
  readonly hex: string;
  /** 0…1 */
  readonly alpha: number;
}

/** Any colour of CSS, among them `color(srgb …)`, which `color-mix()` computes to, as sRGB bytes. */
export function plainColour(css: string): Colour {
  let colour = known.get(css);
  if (colour === undefined) known.set(css, (colour = paint(css)));
  return colour;
}

function paint(css: string): Colour {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d')!;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  const hex = [red!, green!, blue!].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { hex: `#${hex}`, alpha: Math.round((alpha! / 255) * 1000) / 1000 };
}

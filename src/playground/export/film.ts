import { stillsOf } from '../article/stills';
import { haltProbability } from '../store/halting';
import { rasterise } from './raster';
import { add, place, sheet, type Drawing } from './standalone';
import type { Subject } from './subject';

/** Pictures one after another. */
export interface Film {
  readonly frames: readonly { readonly canvas: HTMLCanvasElement; readonly seconds: number }[];
}

/** Largest number of segments to show; longer thoughts leave some out. */
const MOST = 32;
/** Seconds for each segment; the puzzle at the beginning and the answer at the end stay longer. */
const PACE = { puzzle: 1.2, segment: 0.7, least: 0.35, answer: 2.6 };
/** Number of segments above which thoughts are played faster. */
const LONG = 16;

const MARGIN = 16;
const FOOT = 64;

/**
 * A thought segment by segment, from the puzzle to the answer, each with its sentence below.
 * @param scale pixels for each CSS pixel
 * @param onProgress the share drawn so far, 0…1
 */
export async function filmOf(
  subject: Subject,
  scale: number,
  onProgress: (share: number) => void = () => undefined,
): Promise<Film> {
  const { frames } = subject;
  const stills = [0, ...stillsOf(frames.length, MOST)];
  const pace = frames.length > LONG ? PACE.least : PACE.segment;
  const film: { canvas: HTMLCanvasElement; seconds: number }[] = [];
  for (const segment of stills) {
    const picture = captioned(await subject.draw(segment), subject, segment);
    const isLast = segment === frames.length;
    film.push({
      canvas: await rasterise(picture, scale, true),
      seconds: isLast ? PACE.answer : segment === 0 ? PACE.puzzle : pace,
    });
    onProgress(film.length / stills.length);
  }
  return { frames: film };
}

/** The board with its sentence, and its place on the timeline, below. */
function captioned(board: Drawing, subject: Subject, segment: number): Drawing {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name: string) => colours.getPropertyValue(name).trim();
  const width = board.width + 2 * MARGIN;
  const height = board.height + MARGIN + FOOT;
  const picture = sheet(width, height, colour('--paper'));
  place(picture, board, MARGIN, MARGIN);
  const sans = colour('--sans').replaceAll('"', "'");
  const serif = colour('--serif').replaceAll('"', "'");
  const top = board.height + MARGIN;
  const sentence = subject.caption(segment);
  const wide = width - 2 * MARGIN;
  const size = Math.min(17, wide / (0.52 * sentence.length));
  add(
    picture.svg,
    'text',
    ink(colour('--ink'), serif, { x: MARGIN, y: top + 26, size, weight: 600 }),
    sentence,
  );
  const credit = 'HRM Playground';
  const creditAt = { x: width - MARGIN, y: top + 48, size: 11, weight: 400 };
  add(
    picture.svg,
    'text',
    { ...ink(colour('--ink-soft'), sans, creditAt), 'text-anchor': 'end' },
    credit,
  );
  drawTimeline(picture, subject, segment, {
    y: top + 50,
    right: width - MARGIN - 100,
    thought: colour('--thought'),
    line: colour('--line'),
  });
  return picture;
}

function ink(
  fill: string,
  family: string,
  { x, y, size, weight }: Readonly<Record<'x' | 'y' | 'size' | 'weight', number>>,
) {
  return { x, y, fill, 'font-family': family, 'font-size': size, 'font-weight': weight };
}

/**
 * A dot for each segment, filled up to the present one, with a bar above it for how sure the Q head
 * was.
 */
function drawTimeline(
  { svg }: Drawing,
  { frames }: Subject,
  segment: number,
  colours: {
    readonly y: number;
    readonly right: number;
    readonly thought: string;
    readonly line: string;
  },
): void {
  const step = Math.min(18, (colours.right - MARGIN) / Math.max(1, frames.length));
  frames.forEach((frame, index) => {
    const isPast = index < segment;
    const x = MARGIN + 4 + step * index;
    const look = { fill: isPast ? colours.thought : colours.line };
    add(svg, 'circle', { ...look, cx: x, cy: colours.y, r: Math.min(3, 0.36 * step) });
    const [width, height] = [Math.min(7, 0.6 * step), 12 * haltProbability(frame)];
    if (!isPast || height < 0.5) return;
    const y = colours.y - 5 - height;
    add(svg, 'rect', { ...look, x: x - width / 2, y, width, height, rx: 1, opacity: 0.5 });
  });
}

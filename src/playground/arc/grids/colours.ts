import { COLOURS } from '../../../puzzles/arc/grid';

/** The names of the ten colours. */
export const COLOUR_NAMES = [
  'black',
  'blue',
  'red',
  'green',
  'yellow',
  'grey',
  'magenta',
  'orange',
  'sky blue',
  'maroon',
] as const;

export const ALL_COLOURS: readonly number[] = Array.from({ length: COLOURS }, (_, at) => at);

/**
 * A sign for each colour except black, for people who cannot distinguish the hues: strokes in a
 * cell of side 1, from its upper left corner.
 */
const SIGNS: readonly string[] = [
  '',
  'm.5 .26v.48',
  'm.26 .5h.48',
  'm.3 .3l.4 .4m0 -.4l-.4 .4',
  'm.29 .5a.21 .21 0 1 0 .42 0a.21 .21 0 1 0 -.42 0z',
  'm.45 .5a.05 .05 0 1 0 .1 0a.05 .05 0 1 0 -.1 0z',
  'm.5 .26v.48m-.24 -.24h.48',
  'm.5 .28l.24 .42h-.48z',
  'm.3 .3h.4v.4h-.4z',
  'm.5 .24l.26 .26l-.26 .26l-.26 -.26z',
];

/** Colours on which a sign must be dark to be visible. */
const BRIGHT: ReadonlySet<number> = new Set([3, 4, 5, 7, 8]);

/** Signs for cells at places, as two paths: for dark cells and for bright ones. */
export function signPaths(
  cells: Iterable<{ readonly colour: number; readonly row: number; readonly column: number }>,
): { readonly onDark: string; readonly onBright: string } {
  let [onDark, onBright] = ['', ''];
  for (const { colour, row, column } of cells) {
    if (colour === 0) continue;
    const path = `M${column} ${row}${SIGNS[colour]}`;
    if (BRIGHT.has(colour)) onBright += path;
    else onDark += path;
  }
  return { onDark, onBright };
}

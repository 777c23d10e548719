import lzString from 'lz-string';
import { unescaped } from '../plain-text';
import { otherSize } from '../sudoku/other-sizes';

/** The content of a link to another Sudoku app. */
export interface SharedLinks {
  /** The puzzles as text that a reader understands; empty if none could be unpacked. */
  readonly text: string;
  readonly problem: string | null;
}

/**
 * Links of f-puzzles and SudokuPad, with a puzzle compressed by lz-string after `load=` or a name.
 */
const PACKED = /(?:[?&]load=|(?:fpuzzles|fpuz))([A-Za-z0-9+/%_-]{24,}={0,2})/;
const APPS =
  /https?:\/\/(?:[\w.-]+\.)?(f-puzzles\.com|sudokupad\.app|crackingthecryptic\.com|swaroopg92\.github\.io)\/\S*/;

/**
 * Unpacks the puzzles in links of other apps. Some links only name a puzzle on the app's server;
 * nothing is fetched here.
 * @returns `null` if the text holds no such link
 */
export function sharedLinks(text: string): SharedLinks | null {
  const [link, host] = APPS.exec(text) ?? [];
  if (link === undefined || /[0-9.]{81}/.test(link)) return null;
  const packed = PACKED.exec(link)?.[1];
  const found = packed === undefined ? null : unpack(packed);
  if (found !== null && found.cells !== null) {
    const side = Math.sqrt(found.cells.length);
    if (side === 9 || side === 4) return { text: found.cells, problem: null };
    return { text: '', problem: otherSize(side) };
  }
  const instead = 'open it there and bring the puzzle as text (81 digits)';
  return { text: '', problem: `a link to ${host!} ${whyNot(packed, found)}; ${instead}` };
}

function whyNot(packed: string | undefined, found: Unpacked | null): string {
  if (packed === undefined) return 'only names a puzzle that lies there';
  if (found === null) return 'cannot be unpacked here';
  return 'is damaged: its packed content ends before the grid';
}

/** The content of a link: the cells in one line, or `null` if it is not a document with a grid. */
interface Unpacked {
  readonly cells: string | null;
}

/** Unpacks an f-puzzles document; `null` if it is not one. */
function unpack(packed: string): Unpacked | null {
  let found: Unpacked | null = null;
  const plain = unescaped(packed).replaceAll(' ', '+');
  for (const open of [lzString.decompressFromBase64, lzString.decompressFromEncodedURIComponent]) {
    try {
      const text = open(plain);
      if (/^\{"size":/.test(text)) found = { cells: null };
      const { grid } = JSON.parse(text) as { readonly grid?: unknown };
      if (!Array.isArray(grid)) continue;
      const cells = (grid as unknown[]).flat().map((cell) => {
        const { value, given } = cell as { readonly value?: unknown; readonly given?: unknown };
        return given !== false && typeof value === 'number' && value > 0 && value < 10
          ? value
          : '.';
      });
      if (Number.isInteger(Math.sqrt(cells.length))) return { cells: cells.join('') };
    } catch {
      // Compressed in the other way, or damaged.
    }
  }
  return found;
}

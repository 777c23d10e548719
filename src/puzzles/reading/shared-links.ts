import lzString from 'lz-string';

/** What a link to another Sudoku app holds. */
export interface SharedLinks {
  /** The puzzles as text that a reader understands; empty if none could be unpacked. */
  readonly text: string;
  readonly problem: string | null;
}

/** Links of f-puzzles and SudokuPad, whose puzzle is packed by lz-string behind `load=` or a name. */
const PACKED = /(?:[?&]load=|(?:fpuzzles|fpuz))([A-Za-z0-9+/%_-]{24,}={0,2})/;
const APPS =
  /https?:\/\/(?:[\w.-]+\.)?(f-puzzles\.com|sudokupad\.app|crackingthecryptic\.com|swaroopg92\.github\.io)\/\S*/;

/**
 * Unpacks what links of other apps carry, where they carry it: some only name a puzzle that lies on
 * the app's server, and nothing is fetched here.
 * @returns `null` if the text holds no such link
 */
export function sharedLinks(text: string): SharedLinks | null {
  const [link, host] = APPS.exec(text) ?? [];
  if (link === undefined || /[0-9.]{81}/.test(link)) return null;
  const packed = PACKED.exec(link)?.[1];
  const cells = packed === undefined ? null : cellsOf(packed);
  if (cells !== null) return { text: cells, problem: null };
  const why =
    packed === undefined ? 'only names a puzzle that lies there' : 'cannot be unpacked here';
  return {
    text: '',
    problem: `a link to ${host!} ${why}; open it there and bring the puzzle as text (81 digits)`,
  };
}

/** The grid in a packed f-puzzles document, as one line. */
function cellsOf(packed: string): string | null {
  const plain = decodeURIComponent(packed).replaceAll(' ', '+');
  for (const unpack of [
    lzString.decompressFromBase64,
    lzString.decompressFromEncodedURIComponent,
  ]) {
    try {
      const { grid } = JSON.parse(unpack(plain)) as { readonly grid?: unknown };
      if (!Array.isArray(grid)) continue;
      const cells = (grid as unknown[]).flat().map((cell) => {
        const { value, given } = cell as { readonly value?: unknown; readonly given?: unknown };
        return given !== false && typeof value === 'number' && value > 0 && value < 10
          ? value
          : '.';
      });
      if (cells.length === 81) return cells.join('');
    } catch {
      // Packed in the other way, or damaged.
    }
  }
  return null;
}

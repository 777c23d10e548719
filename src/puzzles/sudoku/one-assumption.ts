import { POPCOUNT } from './bits';
import type { SudokuGeometry, SudokuGrid } from './geometry';

/** Rounds after which nothing more is expected to fall. */
const ROUNDS = 8;

/**
 * How long a puzzle resists one assumption at a time. In a round each candidate of the grid is
 * supposed to be true and followed through naked and hidden singles; all that end in a
 * contradiction are struck out together (singleton consistency, among solvers of Sudoku "trial and
 * error at depth one"). Two rounds solve nearly every puzzle. Those that no number of rounds solves
 * need an assumption within an assumption: they are the hardest there are.
 *
 * An instance is reusable but not re-entrant; nothing is allocated while it works.
 */
export class OneAssumption {
  private readonly all: number;
  /** Candidates of each cell as masks: what is known, what follows from an assumption, what falls. */
  private readonly known: Uint16Array;
  private readonly supposed: Uint16Array;
  private readonly fallen: Uint16Array;
  /** Cells that have become decided and are not yet told to their peers. */
  private readonly queue: Uint8Array;
  private queued = 0;

  constructor(private readonly geometry: SudokuGeometry) {
    const { size, cells } = geometry;
    this.all = (1 << size) - 1;
    this.known = new Uint16Array(cells);
    this.supposed = new Uint16Array(cells);
    this.fallen = new Uint16Array(cells);
    this.queue = new Uint8Array(cells);
  }

  /**
   * The candidates left in undecided cells after each of eight rounds, added up: 0 when one round
   * solves the puzzle, a few hundred when it takes two or three, some 1,800 when none ever does.
   *
   * @param puzzle a puzzle that has a solution.
   */
  resistance(puzzle: SudokuGrid): number {
    const { known } = this;
    known.fill(this.all);
    for (const [cell, digit] of puzzle.entries()) {
      if (digit > 0) this.keep(known, cell, known[cell]! & (1 << (digit - 1)));
    }
    this.follow(known);
    let sum = 0;
    for (let round = 0, more = true; round < ROUNDS; round++) {
      more &&= this.round();
      const left = this.left();
      if (left === 0) break;
      sum += left;
    }
    return sum;
  }

  /** Whether a round strikes out anything. */
  private round(): boolean {
    const { known, supposed, fallen } = this;
    let any = false;
    for (let cell = 0; cell < known.length; cell++) {
      fallen[cell] = 0;
      if (!isOpen(known[cell]!)) continue;
      for (let rest = known[cell]!; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        supposed.set(known);
        if (this.keep(supposed, cell, bit) && this.follow(supposed)) continue;
        fallen[cell]! |= bit;
        any = true;
      }
    }
    for (let cell = 0; any && cell < known.length; cell++) {
      if (fallen[cell] !== 0) this.keep(known, cell, known[cell]! & ~fallen[cell]!);
    }
    return any && this.follow(known);
  }

  /** Candidates in the cells that are not decided. */
  private left(): number {
    let left = 0;
    for (const mask of this.known) if (isOpen(mask)) left += POPCOUNT[mask]!;
    return left;
  }

  /** Leaves a cell these candidates only; false when there are none. */
  private keep(masks: Uint16Array, cell: number, candidates: number): boolean {
    if (isOpen(masks[cell]!) && candidates !== 0 && !isOpen(candidates)) {
      this.queue[this.queued++] = cell;
    }
    masks[cell] = candidates;
    return candidates !== 0;
  }

  /** Follows decided cells through naked and hidden singles; false on a contradiction. */
  private follow(masks: Uint16Array): boolean {
    do {
      while (this.queued > 0) {
        const cell = this.queue[--this.queued]!;
        const bit = masks[cell]!;
        const peers = this.geometry.peers[cell]!;
        for (let i = 0; i < peers.length; i++) {
          const peer = peers[i]!;
          const candidates = masks[peer]!;
          if ((candidates & bit) !== 0 && !this.keep(masks, peer, candidates & ~bit)) {
            this.queued = 0;
            return false;
          }
        }
      }
      if (!this.hiddenSingles(masks)) {
        this.queued = 0;
        return false;
      }
    } while (this.queued > 0);
    return true;
  }

  /** Decides the cells that are a digit's only place in a unit; false when one has none. */
  private hiddenSingles(masks: Uint16Array): boolean {
    const { units } = this.geometry;
    for (let u = 0; u < units.length; u++) {
      const unit = units[u]!;
      let once = 0;
      let twice = 0;
      for (let i = 0; i < unit.length; i++) {
        const candidates = masks[unit[i]!]!;
        twice |= once & candidates;
        once |= candidates;
      }
      if (once !== this.all) return false;
      const single = once & ~twice;
      if (single === 0) continue;
      for (let i = 0; i < unit.length; i++) {
        const cell = unit[i]!;
        const candidates = masks[cell]! & single;
        if (candidates === 0 || !isOpen(masks[cell]!)) continue;
        if (isOpen(candidates)) return false;
        this.keep(masks, cell, candidates);
      }
    }
    return true;
  }
}

/** Whether more than one candidate is left. */
function isOpen(mask: number): boolean {
  return (mask & (mask - 1)) !== 0;
}

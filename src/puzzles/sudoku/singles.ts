import type { SudokuGeometry, SudokuGrid } from './geometry';

/**
 * Propagates naked and hidden singles. The candidates of each cell are masks that the caller owns:
 * bit d − 1 means digit d.
 *
 * An instance is reusable but not re-entrant; nothing is allocated while it works.
 */
export class Singles {
  /** Every digit. */
  private readonly all: number;
  /** Cells that are decided but not yet propagated to their peers. */
  private readonly queue: Uint8Array;
  private queued = 0;

  constructor(private readonly geometry: SudokuGeometry) {
    this.all = (1 << geometry.size) - 1;
    this.queue = new Uint8Array(geometry.cells);
  }

  /**
   * Puts the clues of a puzzle into the masks, without propagating them; false if a cell has no
   * candidate left.
   */
  enter(masks: Uint16Array, puzzle: SudokuGrid): boolean {
    this.queued = 0;
    masks.fill(this.all);
    for (let cell = 0; cell < puzzle.length; cell++) {
      const digit = puzzle[cell]!;
      if (digit > 0 && !this.keep(masks, cell, masks[cell]! & (1 << (digit - 1)))) return false;
    }
    return true;
  }

  /** Restricts a cell to these candidates; false if none is left. */
  keep(masks: Uint16Array, cell: number, candidates: number): boolean {
    if (isOpen(masks[cell]!) && candidates !== 0 && !isOpen(candidates)) {
      this.queue[this.queued++] = cell;
    }
    masks[cell] = candidates;
    return candidates !== 0;
  }

  /** Propagates all restrictions so far; false on a contradiction. */
  follow(masks: Uint16Array): boolean {
    do {
      while (this.queued > 0) {
        const cell = this.queue[--this.queued]!;
        const bit = masks[cell]!;
        const peers = this.geometry.peers[cell]!;
        for (let i = 0; i < peers.length; i++) {
          const peer = peers[i]!;
          const candidates = masks[peer]!;
          if ((candidates & bit) !== 0 && !this.keep(masks, peer, candidates & ~bit)) {
            return this.contradiction();
          }
        }
      }
      if (!this.hidden(masks)) return this.contradiction();
    } while (this.queued > 0);
    return true;
  }

  private contradiction(): false {
    this.queued = 0;
    return false;
  }

  /** Decides the cells that are a digit's only place in a unit; false if a digit has no place. */
  private hidden(masks: Uint16Array): boolean {
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
export function isOpen(mask: number): boolean {
  return (mask & (mask - 1)) !== 0;
}

import { mazeWorld } from './maze/world';
import { sudokuWorld } from './sudoku/world';
import type { Canvas } from './world';

/** Every world; ARC, whose puzzles belong to tasks, is not among them. */
export const WORLDS = { sudoku: sudokuWorld, maze: mazeWorld } as const;

export type WorldId = keyof typeof WORLDS;

export function isWorldId(id: string): id is WorldId {
  return Object.hasOwn(WORLDS, id);
}

/**
 * The part of a model's config that describes its world; the official configs lack the `puzzle`
 * block.
 */
export interface WorldHint {
  readonly seq_len: number;
  readonly vocab_size: number;
  readonly puzzle?:
    (Canvas & { readonly world: string; readonly rule?: string | undefined }) | undefined;
}

/**
 * The world of a model: the one named in its config, with the rule named there, else the one that
 * fits its sizes; `null` if unknown.
 */
export function worldOf({
  seq_len,
  vocab_size,
  puzzle,
}: WorldHint): (typeof WORLDS)[WorldId] | null {
  if (puzzle !== undefined) {
    const world = isWorldId(puzzle.world) ? WORLDS[puzzle.world] : null;
    return puzzle.rule === undefined ? world : (world?.withRule?.(puzzle.rule) ?? null);
  }
  const side = Math.sqrt(seq_len);
  const fits = Object.values(WORLDS).find(
    (world) => world.vocabularySize({ width: side, height: side }) === vocab_size,
  );
  return fits ?? null;
}

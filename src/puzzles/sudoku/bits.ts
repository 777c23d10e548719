import type { Random } from '../random';

/** Number of bits set in a mask of up to nine digits. */
export const POPCOUNT = Uint8Array.from({ length: 512 }, (_, mask) => {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
});

/** One of the bits set in a mask, each equally likely. */
export function pickBit(mask: number, random: Random): number {
  let rest = mask;
  for (let skip = random.below(POPCOUNT[mask]!); skip > 0; skip--) rest &= rest - 1;
  return rest & -rest;
}

/** WGSL function `randomWord(seed, step, index)`: the arithmetic of `randomWord` in training-ops.ts. */
export const RANDOM_WORD = /* wgsl */ `
fn pcg(input: u32) -> u32 {
  let state = input * 747796405u + 2891336453u;
  let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (word >> 22u) ^ word;
}
fn randomWord(seed: u32, step: u32, index: u32) -> u32 {
  return pcg(pcg(pcg(seed) + step) + index);
}`;

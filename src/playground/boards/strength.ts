/** Only near certainty the colour is full. */
const EXPONENT = 1.6;

/**
 * Opacity of an answer for a confidence in 0…1: barely visible for a guess, full for certainty, and
 * linear in a power of the confidence in between.
 * @param guess the confidence of a guess among all tokens
 * @param faintest opacity of a guess
 */
export function strengthScale(guess: number, faintest: number): (confidence: number) => number {
  const least = guess ** EXPONENT;
  return (confidence) => {
    const share = (confidence ** EXPONENT - least) / (1 - least);
    return faintest + (1 - faintest) * Math.min(1, Math.max(0, share));
  };
}

import { z } from 'zod';
import type { Recording } from './store/thought';

const schema = z.object({
  model: z.string(),
  input: z.array(z.int()).length(81),
  frames: z.array(
    z.object({
      tokens: z.array(z.int()).length(81),
      confidence: z.array(z.number()).length(81),
      qHalt: z.number(),
      qContinue: z.number(),
      milliseconds: z.number(),
    }),
  ),
});

/** The recorded thought about the first example of Sudoku, shown until the model has arrived; `null` if it cannot be had. */
export async function loadFirstTrace(): Promise<Recording | null> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}first-trace.json`);
    const { model, input, frames } = schema.parse(await response.json());
    return {
      model,
      trace: {
        input: Uint8Array.from(input),
        frames: frames.map((frame) => ({
          ...frame,
          tokens: Uint8Array.from(frame.tokens),
          confidence: Float32Array.from(frame.confidence),
        })),
      },
    };
  } catch {
    // Without it the page only starts a moment later.
    return null;
  }
}

import * as z from 'zod/mini';
import { SITE } from './page/site';
import { isPlain } from './store/chains';
import type { PlaygroundStore } from './store/playground';
import { puzzleOf, sameGrid } from './store/puzzle';
import type { Recording } from './store/thought';

const bytes = z.pipe(
  z.base64(),
  z.transform((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))),
);

/** The recorded form (`src/cli/record-first-thoughts.ts`): tokens and 255ths of a confidence. */
const schema = z.object({
  model: z.string(),
  input: bytes,
  frames: z.array(
    z.object({ tokens: bytes, confidence: bytes, qHalt: z.number(), qContinue: z.number() }),
  ),
});

/** The recorded thought about the first puzzle of a world; `null` if it cannot be loaded. */
async function load(world: string): Promise<Recording | null> {
  try {
    const response = await fetch(new URL(`first-thoughts/${world}.json`, SITE));
    const { model, input, frames } = schema.parse(await response.json());
    const trace = {
      input,
      frames: frames.map(({ confidence, ...frame }) => ({
        ...frame,
        confidence: Float32Array.from(confidence, (share) => share / 255),
        milliseconds: 0,
      })),
    };
    return { model, trace };
  } catch {
    // Without it the thought only starts a moment later.
    return null;
  }
}

/**
 * Shows a recorded thought about a world's first puzzle until the model has loaded: at the start,
 * and when another tab is opened. Returns a function that unsubscribes.
 */
export function showFirstThoughts(store: PlaygroundStore): () => void {
  const known = new Map<string, Recording | null>();

  const show = () => {
    const state = store.getState();
    const { live, recording, world, board, showRecording } = state;
    // One chain was recorded.
    if (live !== null || recording !== null || !isPlain(state) || board.world.id !== world) return;
    const first = known.get(world);
    if (first === undefined) {
      known.set(world, null);
      void load(world).then((loaded) => {
        known.set(world, loaded);
        show();
      });
    } else if (first !== null && sameGrid(first.trace.input, board.world.encode(puzzleOf(state)))) {
      showRecording(first);
    }
  };

  show();
  return store.subscribe(show);
}

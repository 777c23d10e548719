import { useState } from 'react';
import type { OnProgress } from './take';

/** How taking something away stands, in words; `null` before anything was asked for. */
export interface Taking {
  readonly kind: 'busy' | 'done' | 'failed';
  readonly words: string;
}

/** Runs what makes a file, one at a time, and tells how that goes. */
export function useTaking() {
  const [taking, setTaking] = useState<Taking | null>(null);
  const run = async (work: (onProgress: OnProgress) => Promise<string> | string) => {
    setTaking({ kind: 'busy', words: 'Drawing…' });
    try {
      const words = await work((share) =>
        setTaking({ kind: 'busy', words: `Drawing… ${Math.round(100 * share)} %` }),
      );
      setTaking({ kind: 'done', words });
    } catch (error) {
      setTaking({ kind: 'failed', words: (error as Error).message });
    }
  };
  return { taking, busy: taking?.kind === 'busy', run };
}

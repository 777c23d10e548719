import { useState } from 'react';
import type { OnProgress } from './take';

/** The status of an export, in words; `null` before the first one. */
export interface Taking {
  readonly kind: 'busy' | 'done' | 'failed';
  readonly words: string;
}

/** Makes files one at a time, and reports the status. */
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

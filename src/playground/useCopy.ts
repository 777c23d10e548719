import { useState } from 'react';

/** How copying went: `copied` for two seconds, `denied` if the page may not use the clipboard. */
export type Copying = 'idle' | 'copied' | 'denied';

/** Copies text to the clipboard, and returns the result. */
export function useCopy(): readonly [Copying, (text: string) => Promise<Copying>] {
  const [copying, setCopying] = useState<Copying>('idle');
  const copy = async (text: string): Promise<Copying> => {
    try {
      // On a page over plain HTTP there is no clipboard.
      await navigator.clipboard.writeText(text);
    } catch {
      setCopying('denied');
      return 'denied';
    }
    setCopying('copied');
    setTimeout(() => setCopying('idle'), 2000);
    return 'copied';
  };
  return [copying, copy];
}

import { useState } from 'react';

/** How copying went: `copied` for two seconds, `denied` where the clipboard is closed to the page. */
export type Copying = 'idle' | 'copied' | 'denied';

/** Copies text to the clipboard, and says how that went to whoever shows it. */
export function useCopy(): readonly [Copying, (text: string) => Promise<Copying>] {
  const [copying, setCopying] = useState<Copying>('idle');
  const copy = async (text: string): Promise<Copying> => {
    try {
      // Where the page came over plain HTTP there is no clipboard at all.
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

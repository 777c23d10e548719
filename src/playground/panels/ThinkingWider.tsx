import { lazy } from 'react';
import { usePlayground } from '../usePlayground';
import { Lazily } from './Lazily';

/** The chains come when there are several. */
const Chains = lazy(() => import('../chains/Chains'));

/** What the chains of a wide thought make of the puzzle; nothing where there is one. */
export function ThinkingWider() {
  const wide = usePlayground(({ numChains }) => numChains > 1);
  if (!wide) return null;
  return (
    <Lazily waiting={<p className="whisper">Laying out the chains…</p>}>
      <Chains />
    </Lazily>
  );
}

import { lazy } from 'react';
import { usePlayground } from '../usePlayground';
import { Lazily } from './Lazily';

/** Loaded when there are several chains. */
const Chains = lazy(() => import('../chains/Chains'));

/** The answers of the chains of a wide thought; nothing if there is one chain. */
export function ThinkingWider() {
  const wide = usePlayground(({ numChains }) => numChains > 1);
  if (!wide) return null;
  return (
    <Lazily waiting={<p className="whisper">Laying out the chains…</p>}>
      <Chains />
    </Lazily>
  );
}

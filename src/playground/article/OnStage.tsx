import { sentence } from '../panels/Status';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';

/** The present state of the board, as a sentence of the text. */
export function OnStage() {
  const parts = useParts();
  const verdict = usePlayground((state) => sentence(state, parts));
  return <span className="on-stage">{verdict}</span>;
}

import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { shippedAtWork } from '../store/model';
import { usePlayground } from '../usePlayground';

/** The figures come after the page, which can think without them. */
const MeasuredPanel = lazy(() => import('../measured/MeasuredPanel'));

/** What was measured of the model at work, where it is a shipped one; of others nothing is known. */
export function Measured() {
  const folder = usePlayground(shippedAtWork);
  const limit = usePlayground((state) => state.limit);
  const numChains = usePlayground((state) => state.numChains);
  if (folder === null) return null;
  return (
    <Lazily key={folder}>
      <MeasuredPanel folder={folder} limit={limit} limitIs="the ACT limit" numChains={numChains} />
    </Lazily>
  );
}

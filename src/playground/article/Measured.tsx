import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { shippedAtWork } from '../store/model';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { Heading } from './Chapter';
import { CHAPTERS } from './chapters';
import { goToStage } from './to-stage';

/** The figures come after the page, which can think without them. */
const MeasuredPanel = lazy(() => import('../measured/MeasuredPanel'));

/** What was measured of the model at work, where it is a shipped one; of others one can measure it. */
export function Measured() {
  const folder = usePlayground(shippedAtWork);
  const limit = usePlayground((state) => state.limit);
  const numChains = usePlayground((state) => state.numChains);
  if (folder === null) return <MeasureHere />;
  return (
    <Lazily key={folder}>
      <MeasuredPanel folder={folder} limit={limit} limitIs="the ACT limit" numChains={numChains} />
    </Lazily>
  );
}

/** In place of figures that nobody has measured: the way to the instrument that does. */
export function MeasureHere() {
  const store = usePlaygroundStore();
  const open = (from: Element) => {
    store.getState().chooseInstrument('evaluate');
    goToStage(store, from, '.instruments');
  };
  return (
    <section className="across measured" aria-label="What more thinking buys">
      <Heading id="longer">{CHAPTERS.longer}</Heading>
      <p>
        Nothing was measured of this model. It can be measured here, on your device: on fresh
        puzzles or on a list of your own, after one segment, two, and so on.
      </p>
      <button type="button" className="button" onClick={({ currentTarget }) => open(currentTarget)}>
        Measure it here
      </button>
    </section>
  );
}

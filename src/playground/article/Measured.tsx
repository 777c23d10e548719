import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { shippedAtWork } from '../store/model';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { Heading } from './Chapter';
import { CHAPTERS } from './chapters';
import { goToStage } from './to-stage';

/** The figures load after the page, because the model can think without them. */
const MeasuredPanel = lazy(() => import('../measured/MeasuredPanel'));

/** The measurements of the open model if it is a shipped one; others can be measured. */
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

/** If there are no figures: a link to the instrument that measures. */
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
        There are no measurements of this model. You can measure it here, on your device: on fresh
        puzzles or on your own list, after one segment, two, and so on.
      </p>
      <button type="button" className="button" onClick={({ currentTarget }) => open(currentTarget)}>
        Measure it here
      </button>
    </section>
  );
}

import { lazy } from 'react';
import { shippedAtWork } from '../store/model';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { Lazily } from './Lazily';

const ManyPuzzles = lazy(() =>
  import('../inside/ManyPuzzles').then((module) => ({ default: module.ManyPuzzles })),
);

const PathOfThought = lazy(() =>
  import('../inside/PathOfThought').then((module) => ({ default: module.PathOfThought })),
);

const TwoClocks = lazy(() =>
  import('../inside/TwoClocks').then((module) => ({ default: module.TwoClocks })),
);

const StudiedThought = lazy(() =>
  import('../inside/StudiedThought').then((module) => ({ default: module.StudiedThought })),
);

const Views = lazy(() => import('../inside/Views').then((module) => ({ default: module.Views })));

/** The inner states of the thought, on request: the thought is computed once more for that. */
export function Inside() {
  const looks = usePlayground((state) => state.looksInside);
  const setLooks = usePlayground((state) => state.setLooksInside);
  const wide = usePlayground((state) => state.numChains > 1);
  const again = usePlayground((state) => state.restart > 0);
  return (
    <section className="panel inside" aria-label="Two clocks">
      <p className="whisper">
        Inside the thought on the stage
        {wide && ', in its first chain'}
        {again && ', without starting over'}.
      </p>
      {looks && (
        <Lazily waiting={<p className="inside-reading">Opening…</p>}>
          <StudiedThought>
            <Views clocks={<Clocks />} />
          </StudiedThought>
        </Lazily>
      )}
      {!looks && (
        <button type="button" className="button" onClick={() => setLooks(true)}>
          Look inside
        </button>
      )}
    </section>
  );
}

/** The residuals of the two states' steps, their participation ratios, and their path. */
function Clocks() {
  const { inside } = useParts();
  const shipped = usePlayground(shippedAtWork);
  return (
    <>
      <p className="whisper">What the fast and the slow state do within a segment.</p>
      <TwoClocks />
      <p className="whisper">
        A step of the slow state starts the fast one again, and it settles until the next.{' '}
        {shipped !== null && inside}
      </p>
      <p className="whisper">
        The participation ratio says in how many directions the states up to here differ.
      </p>
      {shipped !== null && <ManyPuzzles folder={shipped} />}
      <PathOfThought />
    </>
  );
}

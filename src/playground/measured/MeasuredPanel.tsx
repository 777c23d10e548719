import { Fragment, use, useMemo } from 'react';
import { ExportChart } from '../export/ExportChart';
import { DatasetOptions } from './DatasetOptions';
import { DepthPanels, type Thinking } from './DepthPanels';
import { FigureTable } from './FigureTable';
import { Halting } from './Halting';
import { Learned } from './Learned';
import { Reliability } from './Reliability';
import { loadMeasured } from './load';
import { bestOtherWays } from './other-ways';
import { setsOf, type SetShown } from './sets';
import { depthTable } from './tables';
import { meanWords, otherWaysWords, patienceWords } from './words';
import '../styles/measured.css';

interface Props extends Thinking {
  /** Of the shipped model. */
  readonly folder: string;
}

/** What was measured of a shipped model, on puzzles it never learned from. */
export default function MeasuredPanel({ folder, ...thinking }: Props) {
  const measured = use(loadMeasured(folder));
  const sets = useMemo(() => (measured === null ? [] : setsOf(measured)), [measured]);
  if (measured === null || sets.length === 0) return null;
  const { failures = [], learned = [], patience } = measured;
  const others = bestOtherWays(sets);
  const mean = meanWords(sets);
  return (
    <section className="across measured" aria-label="What more thinking buys, measured">
      <h2>What does more thinking buy?</h2>
      <p>
        Every chart is another kind of puzzle, none of which the model had ever seen: how many it
        has solved after one segment, two, and so on. Point anywhere to read all of them off there.
        The upright line is {thinking.limitIs}.
      </p>
      <figure className="wide">
        <DepthPanels sets={sets} {...thinking} />
        <FigureTable sets={sets} />
        <ExportChart name="What more thinking buys" table={() => depthTable(sets)} />
        <figcaption>
          Percent of unseen puzzles solved after each segment, with the 95 % interval. The ring is
          where the model stops by its own Q head: what it solves so, and the segments it takes on
          average.{patience !== undefined && ` ${patienceWords(patience)}`}
          {mean !== null && ` ${mean}`}
          {sets.some(({ wide }) => wide.length > 0) && ' The chains differed by other views.'}
          <Provenance sets={sets} />
        </figcaption>
      </figure>
      {others !== null && (
        <p>
          Where a line runs level, the thoughts that are left have gone wrong, and more time seldom
          mends them. There are other ways to think more. {otherWaysWords(others)}
        </p>
      )}
      <Halting sets={sets} limit={thinking.limit} />
      <Reliability sets={sets} numChains={thinking.numChains} />
      {learned.length > 0 && <Learned learned={learned} />}
      {failures.length > 0 && (
        <>
          <h2>Where does it fail?</h2>
          <ul>
            {failures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What the puzzles of each set are, for those who want to know. */
function Provenance({ sets }: { readonly sets: readonly SetShown[] }) {
  const described = sets.filter(({ about }) => about !== null);
  if (described.length === 0) return null;
  return (
    <details>
      <summary>What these puzzles are</summary>
      {described.map(({ id, title, about, options }) => (
        <Fragment key={id}>
          {title}: {about}
          {options !== null && <DatasetOptions options={options} />}.{' '}
        </Fragment>
      ))}
    </details>
  );
}

import { Fragment, use, useMemo } from 'react';
import { DatasetOptions } from './DatasetOptions';
import { DepthPanels } from './DepthPanels';
import { FigureTable } from './FigureTable';
import { Reliability } from './Reliability';
import { loadMeasured } from './load';
import { setsOf } from './sets';
import { patienceWords } from './words';
import '../styles/measured.css';

/** What was measured of a shipped model, on puzzles it never learned from. */
export default function MeasuredPanel({ folder }: { readonly folder: string }) {
  const measured = use(loadMeasured(folder));
  const sets = useMemo(() => (measured === null ? [] : setsOf(measured)), [measured]);
  if (measured === null || sets.length === 0) return null;
  const { failures = [], patience } = measured;
  const [again] = sets.flatMap((set) => set.again ?? []);
  const described = sets.filter(({ about }) => about !== null);
  return (
    <section className="panel measured" aria-label="What more thinking buys, measured">
      <h2>What more thinking buys, measured</h2>
      <DepthPanels sets={sets} />
      <FigureTable sets={sets} />
      <p className="whisper">
        Percent of unseen puzzles solved after each segment, with the 95 % interval. The ring is
        where the model stops by its own Q head: what it solves so, and the segments it takes on
        average.{patience !== undefined && ` ${patienceWords(patience)}`}
        {sets.some(({ wide }) => wide.length > 0) && ' The chains differed by other views.'}
        {again !== undefined &&
          ` Restarting (dashed): if unsure it started over after every ${again.every} segments.`}
      </p>
      {described.length > 0 && (
        <p className="whisper">
          {described.map(({ id, title, about, options }) => (
            <Fragment key={id}>
              {title}: {about}
              {options !== null && <DatasetOptions options={options} />}.{' '}
            </Fragment>
          ))}
        </p>
      )}
      <Reliability sets={sets} />
      {failures.length > 0 && (
        <>
          <h3>Known failures</h3>
          <ul className="measured-failures">
            {failures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

import { Fragment, use, useMemo } from 'react';
import { Heading } from '../article/Chapter';
import { think, Try } from '../article/Try';
import { CHAPTERS } from '../article/chapters';
import { ExportChart } from '../export/ExportChart';
import { DatasetOptions } from './DatasetOptions';
import { DepthPanels } from './DepthPanels';
import { FigureTable } from './FigureTable';
import { Halting } from './Halting';
import { Learned } from './Learned';
import { Reliability } from './Reliability';
import { loadMeasured } from './load';
import { bestOtherWays } from './other-ways';
import { setsOf, type SetShown, type Thinking } from './sets';
import { depthTable } from './tables';
import { meanWords, otherWaysWords, qLearningWords } from './words';
import '../styles/measured.css';

interface Props extends Thinking {
  /** Folder of the shipped model. */
  readonly folder: string;
}

/** The measurements of a shipped model, on puzzles it never learned from. */
export default function MeasuredPanel({ folder, ...thinking }: Props) {
  const measured = use(loadMeasured(folder));
  const sets = useMemo(() => (measured === null ? [] : setsOf(measured)), [measured]);
  if (measured === null || sets.length === 0) return null;
  const { failures = [], learned = [], q_learning: learning } = measured;
  const others = bestOtherWays(sets);
  const mean = meanWords(sets);
  return (
    <section className="across measured" aria-label="What more thinking buys, measured">
      <Heading id="longer">{CHAPTERS.longer}</Heading>
      <p>
        A model that improves its answer segment by segment can be given more time than it had in
        training. Each chart is one kind of puzzle, all of them new to the model: the share it has
        solved after one segment, after two, and so on. Point anywhere to read all charts there. The
        upright line is {thinking.limitIs}: <Try act={think(4)}>4</Try>,{' '}
        <Try act={think(16)}>16</Try>, <Try act={think(64)}>64</Try>.
      </p>
      <figure className="wide">
        <DepthPanels sets={sets} {...thinking} />
        <FigureTable sets={sets} />
        <ExportChart name="What more thinking buys" table={() => depthTable(sets)} />
        <figcaption>
          Percent of unseen puzzles solved after each segment, with the 95 % interval. The ring is
          where the model stops by its own Q head: what it then solves, and its mean number of
          segments.{learning !== undefined && ` ${qLearningWords(learning)}`}
          {mean !== null && ` ${mean}`}
          {sets.some(({ wide }) => wide.length > 0) && ' The chains differed by other views.'}
          <Provenance sets={sets} />
        </figcaption>
      </figure>
      {others !== null && (
        <p>
          Where a line is flat, the remaining thoughts have gone wrong, and more time rarely
          corrects them. There are other ways to think more. {otherWaysWords(others)} Try it:{' '}
          <Try act={(state) => state.setNumChains(8)}>eight chains</Try>,{' '}
          <Try act={(state) => state.setNumChains(1)}>one</Try>.
        </p>
      )}
      <Halting sets={sets} limit={thinking.limit} />
      <Reliability sets={sets} numChains={thinking.numChains} />
      {learned.length > 0 && <Learned learned={learned} />}
      {failures.length > 0 && (
        <>
          <Heading id="failures">Where does it fail?</Heading>
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

/** The puzzles of each set, in a fold. */
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

import { Fragment, lazy } from 'react';
import { usesLearnedPositions, usesRope, type HrmConfig } from '../../hrm/config';
import { parameterSpecs } from '../../hrm/parameters';
import { Lazily } from '../panels/Lazily';
import { usePlayground } from '../usePlayground';
import { Chapter } from './Chapter';
import { Paper } from './Paper';
import { Try } from './Try';
import { CRITICS, SINCE, type Finding } from './results';

const Rivals = lazy(() => import('./Rivals'));

/** Criticism, and later work. */
export function Critics() {
  const world = usePlayground(({ board }) => board.world.id);
  return (
    <>
      <Chapter id="critics">
        <p>
          The paper explains its results by the two clocks. Others have taken the model apart since
          then, and most of them find that the hierarchy does little of the work. The outer loop
          does more: an answer after every segment, which the next one improves.
        </p>
        <Findings findings={CRITICS} />
        {world === 'sudoku' && (
          <Lazily>
            <Rivals />
          </Lazily>
        )}
      </Chapter>
      <Chapter id="since" title="What came after">
        <Findings findings={SINCE} />
      </Chapter>
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const world = usePlayground(({ board }) => board.world.id);
  const triable = (here: Finding['here'] = []) =>
    here.filter(({ only }) => only === undefined || only === world);
  return (
    <dl className="findings">
      {findings.map(({ who, arxiv, url, says, here }) => (
        <div key={who}>
          <dt>{arxiv !== undefined ? <Paper id={arxiv}>{who}</Paper> : <a href={url}>{who}</a>}</dt>
          <dd>
            {says}
            {triable(here).length > 0 && (
              <span className="here">
                {' '}
                Here:{' '}
                {triable(here).map(({ does, act, instrument }, index) => (
                  <Fragment key={does}>
                    {index > 0 && ', or '}
                    <Try act={act} shown={instrument ? 'instrument' : 'thought'}>
                      {does}
                    </Try>
                  </Fragment>
                ))}
                .
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The paper's model beside the one on this page. */
export function Different({ config }: { readonly config: HrmConfig }) {
  const millions = (numberOfParameters(config) / 1e6).toFixed(2);
  const rows = [
    ['Parameters', '27.3 million', `${millions} million`],
    ['Width, heads', '512, 8', `${config.hidden_size}, ${config.num_heads}`],
    ['Layers, slow and fast', '4 and 4', `${config.H_layers} and ${config.L_layers}`],
    ['Cycles N, steps T', '2 and 2', `${config.H_cycles} and ${config.L_cycles}`],
    ['Positions', 'rotary', positionsInWords(config)],
    ['Examples', 'about 1,000 and their views', 'hundreds of thousands, made by a generator'],
    ['Optimiser', 'AdamATan2', 'AdamW, and Muon for the layers'],
    ['Gradient', 'the last step of each module', 'the whole last cycle'],
    [
      'Halting',
      'both Q values learned',
      'both learned, q_continue after the rest and with a price for each segment',
    ],
    ['Weights shown', 'as trained', 'a moving average of those trained'],
  ] as const;
  return (
    <Chapter id="different" title="What is different here">
      <table className="differences">
        <thead>
          <tr>
            <td />
            <th scope="col">The paper</th>
            <th scope="col">The model on this page</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, paper, here]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{paper}</td>
              <td>{here}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Chapter>
  );
}

function numberOfParameters(config: HrmConfig): number {
  const sizes = parameterSpecs(config).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return sizes.reduce((a, b) => a + b, 0);
}

function positionsInWords(config: HrmConfig): string {
  const rotary = config.pos_encodings.endsWith('rope2d') ? 'rotary, by row and column' : 'rotary';
  return [usesRope(config) && rotary, usesLearnedPositions(config) && 'learned']
    .filter(Boolean)
    .join(' and ');
}

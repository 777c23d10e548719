import type { HrmConfig } from '../../hrm/config';
import { plural } from '../../puzzles/plural';
import { usePlayground } from '../usePlayground';
import { Chapter } from './Chapter';
import { SegmentFigure } from './SegmentFigure';
import { Term } from './Term';
import { Try } from './Try';
import { Answer, Embedded, F, Of, Plus, State } from './symbols';

/** The parts of HRM, with the paper's names. */
export function Clocks({ config }: { readonly config: HrmConfig | null }) {
  return (
    <Chapter id="two-clocks">
      <p>
        HRM has four parts. f<sub>I</sub> turns the puzzle into vectors,{' '}
        <Term of="puzzle">one for each cell</Term>. The fast module f<sub>L</sub> and the slow
        module f<sub>H</sub> are two small Transformers. Each writes a state of its own,{' '}
        <Term of="fast">
          z<sub>L</sub>
        </Term>{' '}
        and{' '}
        <Term of="slow">
          z<sub>H</sub>
        </Term>
        , again with one vector for each cell. f<sub>O</sub> reads an{' '}
        <Term of="answer">answer</Term> for every cell from the slow state.
      </p>
      <p>A step of the fast module reads its own state, the slow state and the puzzle:</p>
      <math display="block">
        <mrow data-part="x">
          <Embedded />
          <mo>=</mo>
          <Of f={<F of="I" />}>
            <mi>x</mi>
          </Of>
        </mrow>
        <mtext>,</mtext>
        <mspace width="1.2em" />
        <mrow data-part="z_L">
          <State of="L" at={<Plus index="i" />} />
          <mo>=</mo>
          <Of f={<F of="L" />}>
            <State of="L" at={<mi>i</mi>} />
            <mo>,</mo>
            <State of="H" at={<mi>i</mi>} />
            <mo>,</mo>
            <Embedded />
          </Of>
        </mrow>
      </math>
      <p>
        After T such steps the slow module takes one. It reads its own state and the present fast
        state:
      </p>
      <math display="block">
        <mrow data-part="z_H">
          <State of="H" at={<Plus index="k" />} />
          <mo>=</mo>
          <Of f={<F of="H" />}>
            <State of="H" at={<mi>k</mi>} />
            <mo>,</mo>
            <State
              of="L"
              at={
                <mrow>
                  <mi>k</mi>
                  <mi>T</mi>
                </mrow>
              }
            />
          </Of>
        </mrow>
        <mtext>,</mtext>
        <mspace width="1.2em" />
        <mrow data-part="grid">
          <Answer />
          <mo>=</mo>
          <Of f={<F of="O" />}>
            <State of="H" at={<mi>N</mi>} />
          </Of>
        </mrow>
      </math>
      <p>
        That is one cycle, and N cycles make a <Term of="segment">segment</Term>.{' '}
        {config !== null && <Cycles config={config} />}
      </p>
      <SegmentFigure />
      <p>
        The names come from the brain. Some areas of the cortex work fast and on details, others
        slowly and on the whole. The paper takes this as a model for its two modules. It is an
        analogy. Whether the hierarchy does the work is a question of its own, for{' '}
        <a href="#critics">a later chapter</a>.
      </p>
    </Chapter>
  );
}

/** N and T of the open model, with controls to change them. */
function Cycles({ config }: { readonly config: HrmConfig }) {
  const changed = usePlayground((state) => state.cycles);
  const { H_cycles, L_cycles } = changed ?? config;
  const withSlow = (cycles: number) => ({ H_cycles: cycles, L_cycles });
  return (
    <>
      In the model at work N is {H_cycles} and T is {L_cycles}:{' '}
      {plural(H_cycles * L_cycles, 'fast step')} and {plural(H_cycles, 'slow step')} in each
      segment. Change that, and the thought runs again with the same weights:{' '}
      {[1, 2, 4].map((cycles, index) => (
        <span key={cycles}>
          {index > 0 && ', '}
          <Try act={(state) => state.setCycles(withSlow(cycles))}>N = {cycles}</Try>
        </span>
      ))}
      {changed !== null && (
        <>
          , or <Try act={(state) => state.setCycles(null)}>as it was trained</Try>
        </>
      )}
      .
    </>
  );
}

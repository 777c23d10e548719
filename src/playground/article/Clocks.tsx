import type { HrmConfig } from '../../hrm/config';
import { plural } from '../../puzzles/plural';
import { Chapter } from './Chapter';
import { SegmentFigure } from './SegmentFigure';
import { F, Of, Plus, State } from './symbols';

/** What HRM is made of, in the paper's names. */
export function Clocks({ config }: { readonly config: HrmConfig | null }) {
  return (
    <Chapter id="two-clocks" title="Two clocks">
      <p>
        HRM has four parts. f<sub>I</sub> turns the puzzle into vectors, one for each cell. The{' '}
        <em>fast</em> module f<sub>L</sub> and the <em>slow</em> module f<sub>H</sub> are two small
        Transformers, each with a state of its own. f<sub>O</sub> reads an answer for every cell off
        the slow state.
      </p>
      <math display="block">
        <mover>
          <mi>x</mi>
          <mo accent="true">~</mo>
        </mover>
        <mo>=</mo>
        <Of f={<F of="I" />}>
          <mi>x</mi>
        </Of>
        <mtext>,</mtext>
        <mspace width="1.2em" />
        <State of="L" at={<Plus index="i" />} />
        <mo>=</mo>
        <Of f={<F of="L" />}>
          <State of="L" at={<mi>i</mi>} />
          <mo>,</mo>
          <State of="H" at={<mi>i</mi>} />
          <mo>,</mo>
          <mover>
            <mi>x</mi>
            <mo accent="true">~</mo>
          </mover>
        </Of>
      </math>
      <p>
        That is the fast clock. After T of its steps the slow one moves once, and the fast one goes
        on from there:
      </p>
      <math display="block">
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
        <mtext>,</mtext>
        <mspace width="1.2em" />
        <mover>
          <mi>y</mi>
          <mo accent="true">^</mo>
        </mover>
        <mo>=</mo>
        <Of f={<F of="O" />}>
          <State of="H" at={<mi>N</mi>} />
        </Of>
      </math>
      <p>
        N such cycles make a <em>segment</em>.{' '}
        {config !== null && (
          <>
            In the model on this page N is {config.H_cycles} and T is {config.L_cycles}:{' '}
            {plural(config.H_cycles * config.L_cycles, 'fast step')} and{' '}
            {plural(config.H_cycles, 'slow step')} in each segment.
          </>
        )}
      </p>
      <SegmentFigure />
    </Chapter>
  );
}

import type { ReactNode } from 'react';
import { Chapter } from './Chapter';
import { Paper } from './Paper';
import { Of, Plus } from './symbols';

/** The slow state sets the fast one going; it settles; the next slow step wakes it again. */
export function Converging() {
  return (
    <Chapter id="converging" title="Converging, and waking up again">
      <p>
        A plain recurrent network soon comes to rest: its steps get smaller and smaller, and further
        steps change nothing. The paper’s idea against this is <em>hierarchical convergence</em>.
        The fast state may settle, but only until the slow state moves; then it has a new problem to
        settle on. Whether that is so can be measured: press <em>Look inside</em> and watch how much
        each step changes the two states. The bars of the fast state should fall within a cycle and
        jump after each slow step.
      </p>
    </Chapter>
  );
}

/** How the gradient can do without the whole history. */
export function OneStep({ children }: { readonly children?: ReactNode }) {
  return (
    <Chapter id="one-step" title="The one-step gradient">
      <p>
        Learning needs to know how each weight took part in the answer. For a recurrent network this
        usually means going back through every step (backpropagation through time, BPTT), which
        needs memory for all of them. HRM does not go back. If the state came to rest at a fixed
        point z* = f(z*), the implicit function theorem gives the derivative without any history:
      </p>
      <math display="block">
        <mfrac>
          <mrow>
            <mo>∂</mo>
            <msup>
              <mi>z</mi>
              <mo>*</mo>
            </msup>
          </mrow>
          <mrow>
            <mo>∂</mo>
            <mi>θ</mi>
          </mrow>
        </mfrac>
        <mo>=</mo>
        <msup>
          <mrow>
            <mo stretchy="false">(</mo>
            <mi>I</mi>
            <mo>−</mo>
            <mi>J</mi>
            <mo stretchy="false">)</mo>
          </mrow>
          <mrow>
            <mo>−</mo>
            <mn>1</mn>
          </mrow>
        </msup>
        <mfrac>
          <mrow>
            <mo>∂</mo>
            <mi>f</mi>
          </mrow>
          <mrow>
            <mo>∂</mo>
            <mi>θ</mi>
          </mrow>
        </mfrac>
        <mo>=</mo>
        <mo stretchy="false">(</mo>
        <mi>I</mi>
        <mo>+</mo>
        <mi>J</mi>
        <mo>+</mo>
        <msup>
          <mi>J</mi>
          <mn>2</mn>
        </msup>
        <mo>+</mo>
        <mo>…</mo>
        <mo stretchy="false">)</mo>
        <mfrac>
          <mrow>
            <mo>∂</mo>
            <mi>f</mi>
          </mrow>
          <mrow>
            <mo>∂</mo>
            <mi>θ</mi>
          </mrow>
        </mfrac>
      </math>
      <p>
        J is the derivative of one step by the state. Keep only the first term of the series and
        what is left is the gradient of the last step alone: the <em>one-step gradient</em>. Deep
        equilibrium models (<Paper id="1909.01377">DEQ</Paper>) made the first formula known. It
        holds where the state has come to rest, which in HRM nobody makes sure of. The models on
        this page were trained with the gradient of the whole last cycle, which{' '}
        <Paper id="2510.04871">was found</Paper> to do better.
      </p>
      {children}
    </Chapter>
  );
}

/** Loss after every segment. */
export function Supervision({ children }: { readonly children?: ReactNode }) {
  return (
    <Chapter id="supervision" title="An answer after every segment">
      <p>
        After each segment the whole answer is compared with the right one, the weights move, and
        the next segment starts from the state that is there, as if it had come from nowhere. This
        is <em>deep supervision</em>:
      </p>
      <math display="block">
        <mo stretchy="false">(</mo>
        <msup>
          <mi>z</mi>
          <Plus index="m" />
        </msup>
        <mo>,</mo>
        <msup>
          <mover>
            <mi>y</mi>
            <mo accent="true">^</mo>
          </mover>
          <Plus index="m" />
        </msup>
        <mo stretchy="false">)</mo>
        <mo>=</mo>
        <Of f={<mi mathvariant="normal">HRM</mi>}>
          <mi mathvariant="normal">detach</mi>
          <mo stretchy="false">(</mo>
          <msup>
            <mi>z</mi>
            <mi>m</mi>
          </msup>
          <mo stretchy="false">)</mo>
          <mo>,</mo>
          <mi>x</mi>
        </Of>
      </math>
      <math display="block">
        <msup>
          <mi>L</mi>
          <Plus index="m" />
        </msup>
        <mo>=</mo>
        <Of f={<mi mathvariant="normal">loss</mi>}>
          <msup>
            <mover>
              <mi>y</mi>
              <mo accent="true">^</mo>
            </mover>
            <Plus index="m" />
          </msup>
          <mo>,</mo>
          <mi>y</mi>
        </Of>
      </math>
      <p>
        So learning from a long thought takes no more memory than from a short one, and the model
        learns to improve whatever it finds, its own mistakes included.
      </p>
      {children}
    </Chapter>
  );
}

/** When to stop. */
export function Halting() {
  return (
    <Chapter id="halting" title="Knowing when to stop">
      <p>
        Beside the answer a small <em>Q head</em> reads two numbers off the slow state: what
        stopping now is worth, and what going on is worth. In the paper both are learned as in a
        game (Q-learning). Stopping pays 1 if the whole answer is right and 0 if not; going on is
        worth what the better of the two will be worth after the next segment:
      </p>
      <math display="block">
        <msub>
          <mi>G</mi>
          <mtext>halt</mtext>
        </msub>
        <mo>=</mo>
        <mn>1</mn>
        <mo stretchy="false">[</mo>
        <mover>
          <mi>y</mi>
          <mo accent="true">^</mo>
        </mover>
        <mo>=</mo>
        <mi>y</mi>
        <mo stretchy="false">]</mo>
      </math>
      <math display="block">
        <msub>
          <mi>G</mi>
          <mtext>continue</mtext>
        </msub>
        <mo>=</mo>
        <Of f={<mi mathvariant="normal">max</mi>}>
          <msubsup>
            <mi>Q</mi>
            <mtext>halt</mtext>
            <Plus index="m" />
          </msubsup>
          <mo>,</mo>
          <msubsup>
            <mi>Q</mi>
            <mtext>continue</mtext>
            <Plus index="m" />
          </msubsup>
        </Of>
      </math>
      <p>
        A thought ends at the first segment after which halting is worth more, or at the limit: this
        is <em>adaptive computation time</em>, ACT. In the models here only the first number is
        learned. The second is a constant, a bar that the first has to pass; it was set so that
        stopping costs at most half a point of accuracy.
      </p>
    </Chapter>
  );
}

/** What the paper says of the richness of the two states. */
export function Dimensions({ children }: { readonly children?: ReactNode }) {
  return (
    <Chapter id="dimensions" title="How many dimensions?">
      <p>
        In how many directions does a state really move? The <em>participation ratio</em> counts
        them, from the eigenvalues λ of its covariance:
      </p>
      <math display="block">
        <mi mathvariant="normal">PR</mi>
        <mo>=</mo>
        <mfrac>
          <msup>
            <mrow>
              <mo stretchy="false">(</mo>
              <mo>∑</mo>
              <msub>
                <mi>λ</mi>
                <mi>i</mi>
              </msub>
              <mo stretchy="false">)</mo>
            </mrow>
            <mn>2</mn>
          </msup>
          <mrow>
            <mo>∑</mo>
            <msubsup>
              <mi>λ</mi>
              <mi>i</mi>
              <mn>2</mn>
            </msubsup>
          </mrow>
        </mfrac>
      </math>
      <p>
        The paper finds 90 for the slow state of its model and 30 for the fast one, and about 42 and
        41 before training: a hierarchy that was learned. It compares this with the cortex of the
        mouse, where areas further from the senses also use more dimensions. {children}
      </p>
    </Chapter>
  );
}

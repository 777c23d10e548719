import type { ReactNode } from 'react';
import { Answer, Of, Plus, Power } from './symbols';

/* The formulas of the chapters on learning and halting (paper, section 2). */

const REST = <Power of={<mi>z</mi>} to={<mo>*</mo>} />;

/** ∂ of / ∂θ. */
function ByWeights({ of }: { readonly of: ReactNode }) {
  return (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        {of}
      </mrow>
      <mrow>
        <mo>∂</mo>
        <mi>θ</mi>
      </mrow>
    </mfrac>
  );
}

/** Terms in brackets. */
function Bracketed({ children }: { readonly children: ReactNode }) {
  return (
    <mrow>
      <mo stretchy="false">(</mo>
      {children}
      <mo stretchy="false">)</mo>
    </mrow>
  );
}

/** The value of a move, above it the segment. */
function Value({ of, after }: { readonly of: 'halt' | 'continue'; readonly after: ReactNode }) {
  return (
    <msubsup>
      <mi>Q</mi>
      <mtext>{of}</mtext>
      {after}
    </msubsup>
  );
}

/** G, what a move is worth. */
function Goal({ of }: { readonly of: 'halt' | 'continue' }) {
  return (
    <msub>
      <mi>G</mi>
      <mtext>{of}</mtext>
    </msub>
  );
}

/** z* = f(z*). */
export function FixedPoint() {
  return (
    <math>
      {REST}
      <mo>=</mo>
      <Of f={<mi>f</mi>}>{REST}</Of>
    </math>
  );
}

/** ∂z*⁄∂θ = (I − J)⁻¹ ∂f⁄∂θ = (I + J + J² + …) ∂f⁄∂θ. */
export function ImplicitGradient() {
  const inverse = (
    <mrow>
      <mo>−</mo>
      <mn>1</mn>
    </mrow>
  );
  const difference = (
    <Bracketed>
      <mi>I</mi>
      <mo>−</mo>
      <mi>J</mi>
    </Bracketed>
  );
  return (
    <math display="block">
      <ByWeights of={REST} />
      <mo>=</mo>
      <Power of={difference} to={inverse} />
      <ByWeights of={<mi>f</mi>} />
      <mo>=</mo>
      <Bracketed>
        <mi>I</mi>
        <mo>+</mo>
        <mi>J</mi>
        <mo>+</mo>
        <Power of={<mi>J</mi>} to={<mn>2</mn>} />
        <mo>+</mo>
        <mo>…</mo>
      </Bracketed>
      <ByWeights of={<mi>f</mi>} />
    </math>
  );
}

/** (z^(m+1), ŷ^(m+1)) = HRM(detach(z^m), x). */
export function DetachedSegment() {
  return (
    <math display="block">
      <Bracketed>
        <Power of={<mi>z</mi>} to={<Plus index="m" />} />
        <mo>,</mo>
        <Power of={<Answer />} to={<Plus index="m" />} />
      </Bracketed>
      <mo>=</mo>
      <Of f={<mi mathvariant="normal">HRM</mi>}>
        <Of f={<mi mathvariant="normal">detach</mi>}>
          <Power of={<mi>z</mi>} to={<mi>m</mi>} />
        </Of>
        <mo>,</mo>
        <mi>x</mi>
      </Of>
    </math>
  );
}

/** L^(m+1) = loss(ŷ^(m+1), y). */
export function SegmentLoss() {
  return (
    <math display="block">
      <Power of={<mi>L</mi>} to={<Plus index="m" />} />
      <mo>=</mo>
      <Of f={<mi mathvariant="normal">loss</mi>}>
        <Power of={<Answer />} to={<Plus index="m" />} />
        <mo>,</mo>
        <mi>y</mi>
      </Of>
    </math>
  );
}

/** G_halt = 1[ŷ = y]. */
export function HaltGoal() {
  return (
    <math display="block">
      <Goal of="halt" />
      <mo>=</mo>
      <mn>1</mn>
      <mo stretchy="false">[</mo>
      <Answer />
      <mo>=</mo>
      <mi>y</mi>
      <mo stretchy="false">]</mo>
    </math>
  );
}

/** G_continue = max(Q_halt^(m+1), Q_continue^(m+1)). */
export function ContinueGoal() {
  const next = <Plus index="m" />;
  return (
    <math display="block">
      <Goal of="continue" />
      <mo>=</mo>
      <Of f={<mi mathvariant="normal">max</mi>}>
        <Value of="halt" after={next} />
        <mo>,</mo>
        <Value of="continue" after={next} />
      </Of>
    </math>
  );
}

/** PR = (∑ λ_i)² ⁄ ∑ λ_i². */
export function ParticipationRatio() {
  const sum = (
    <Bracketed>
      <mo>∑</mo>
      <msub>
        <mi>λ</mi>
        <mi>i</mi>
      </msub>
    </Bracketed>
  );
  return (
    <math display="block">
      <mi mathvariant="normal">PR</mi>
      <mo>=</mo>
      <mfrac>
        <Power of={sum} to={<mn>2</mn>} />
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
  );
}

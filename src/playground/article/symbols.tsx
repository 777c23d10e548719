import { Fragment, type ReactNode } from 'react';
import type { Application } from '../../hrm/schedule';

/*
 * The names of the paper (section 2) in MathML. Each is a part of a formula, for use within <math>.
 */

function Sub({ of, at, above }: { of: ReactNode; at: ReactNode; above?: ReactNode }) {
  return above === undefined ? (
    <msub>
      {of}
      {at}
    </msub>
  ) : (
    <msubsup>
      {of}
      {at}
      {above}
    </msubsup>
  );
}

/** z_L or z_H, a state; after step `at`, if given. */
export function State({ of, at }: { readonly of: 'L' | 'H'; readonly at?: ReactNode }) {
  return <Sub of={<mi>z</mi>} at={<mi>{of}</mi>} above={at} />;
}

/** One of the four functions: f_I embeds, f_L and f_H are the modules, f_O reads the answer off. */
export function F({ of }: { readonly of: 'I' | 'L' | 'H' | 'O' }) {
  return <Sub of={<mi>f</mi>} at={<mi mathvariant="normal">{of}</mi>} />;
}

/** A function applied to arguments. */
export function Of({ f, children }: { readonly f: ReactNode; readonly children: ReactNode }) {
  return (
    <mrow>
      {f}
      <mo stretchy="false">(</mo>
      {children}
      <mo stretchy="false">)</mo>
    </mrow>
  );
}

/** Something with an index or an exponent above it. */
export function Power({ of, to }: { readonly of: ReactNode; readonly to: ReactNode }) {
  return (
    <msup>
      {of}
      {to}
    </msup>
  );
}

/** i + 1 and the like, above a letter. */
export function Plus({ index, by = 1 }: { readonly index: string; readonly by?: number }) {
  return (
    <mrow>
      <mi>{index}</mi>
      <mo>+</mo>
      <mn>{by}</mn>
    </mrow>
  );
}

/** x̃, the embedded puzzle. */
export function Embedded() {
  return (
    <mover>
      <mi>x</mi>
      <mo accent="true">~</mo>
    </mover>
  );
}

/** ŷ, the answer. */
export function Answer() {
  return (
    <mover>
      <mi>y</mi>
      <mo accent="true">^</mo>
    </mover>
  );
}

/** The formula of one step of a segment. */
export function StepFormula({ application }: { readonly application: Application }) {
  const { module, state, inputs } = application;
  return (
    <math>
      <State of={state} />
      <mo>←</mo>
      <Of f={<F of={module} />}>
        {inputs.map((input, index) => (
          <Fragment key={input}>
            {index > 0 && <mo>,</mo>}
            {input === 'x' ? <Embedded /> : <State of={input} />}
          </Fragment>
        ))}
      </Of>
    </math>
  );
}

/** How the answer is read from the slow state. */
export function AnswerFormula() {
  return (
    <math>
      <Answer />
      <mo>=</mo>
      <Of f={<F of="O" />}>
        <State of="H" />
      </Of>
    </math>
  );
}

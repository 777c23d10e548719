import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** An element of MathML Core; React renders it like an HTML element. */
type MathElement = DetailedHTMLProps<
  HTMLAttributes<MathMLElement> & {
    readonly display?: 'block' | 'inline';
    readonly stretchy?: 'true' | 'false';
    readonly accent?: 'true' | 'false';
    readonly mathvariant?: 'normal';
    readonly lspace?: string;
    readonly rspace?: string;
  },
  MathMLElement
>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathElement;
      mrow: MathElement;
      mi: MathElement;
      mn: MathElement;
      mo: MathElement;
      mtext: MathElement;
      mspace: MathElement & { readonly width?: string };
      msub: MathElement;
      msup: MathElement;
      msubsup: MathElement;
      mover: MathElement;
      munder: MathElement;
      munderover: MathElement;
      mfrac: MathElement;
      msqrt: MathElement;
    }
  }
}

import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { Heading } from './Chapter';
import { LimitDial } from './LimitDial';
import { Term } from './Term';
import { Try, think } from './Try';

const Filmstrip = lazy(() =>
  import('./Filmstrip').then((module) => ({ default: module.Filmstrip })),
);

/** What the model is, in two paragraphs. */
export function WhatItIs() {
  return (
    <>
      <Heading id="what">What am I looking at?</Heading>
      <p>
        A language model reasons by writing words. This model writes none. It is a Hierarchical
        Reasoning Model, HRM: a small network that sees the whole puzzle and works on it in rounds.
        A round is called a <Term of="segment">segment</Term>. In each segment two hidden states, a{' '}
        <Term of="slow">slow one</Term> and a <Term of="fast">fast one</Term>, take a few steps.
        Then the model fills in <Term of="answer">the whole grid</Term>, and its{' '}
        <Term of="qHead">Q head</Term> says how sure it is of that grid. If it is sure enough, it{' '}
        <Term of="halt">halts</Term>. It must stop at the <Term of="limit">ACT limit</Term> in any
        case.
      </p>
      <p>
        <strong>Try it.</strong> Let it think for <Try act={think(2)}>two segments at most</Try>,
        then for <Try act={think(16)}>sixteen</Try>. Or drag this number: the limit is <LimitDial />{' '}
        now. Point at a word that is underlined with dashes, and the stage shows what it means.
      </p>
      <Lazily>
        <Filmstrip />
      </Lazily>
    </>
  );
}

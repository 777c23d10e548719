import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { Try, think } from './Try';

const Filmstrip = lazy(() =>
  import('./Filmstrip').then((module) => ({ default: module.Filmstrip })),
);

/** What thinks on the page, in a paragraph. */
export function WhatItIs() {
  return (
    <>
      <h2>What am I looking at?</h2>
      <p>
        A language model reasons by writing words. This one writes nothing. It is a Hierarchical
        Reasoning Model, HRM: a network of two small modules that turns the puzzle over in two
        hidden states. After every turn, a <em>segment</em>, it fills in the whole grid, and a{' '}
        <em>Q head</em> says whether to halt or to go on. How long it may think at most is the{' '}
        <em>ACT limit</em>, the handle you can drag.
      </p>
      <p>
        <strong>Try it.</strong> <Try act={think(2)}>Two segments and no more</Try>, then{' '}
        <Try act={think(16)}>sixteen</Try>.
      </p>
      <Lazily>
        <Filmstrip />
      </Lazily>
    </>
  );
}

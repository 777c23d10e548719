import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { usePlayground } from '../usePlayground';
import { SegmentFigure } from './SegmentFigure';

const Filmstrip = lazy(() =>
  import('./Filmstrip').then((module) => ({ default: module.Filmstrip })),
);

/** What thinks on the page, and how. */
export function WhatItIs() {
  const instruments = usePlayground(({ hidden }) => !hidden.has('chart'));
  return (
    <>
      <h2>What am I looking at?</h2>
      <p>
        A language model reasons by writing words. This one writes nothing: it turns the puzzle over
        in two hidden states. A <em>fast</em> module, z<sub>L</sub>, works out details; a{' '}
        <em>slow</em> one, z<sub>H</sub>, takes in what it found and sets the next direction. A few
        turns of both make a <em>segment</em>, and after each the model fills in the whole grid.
      </p>
      <SegmentFigure />
      {instruments && (
        <p>
          What these steps do to the two states can be measured while the model thinks: press{' '}
          <em>Look inside</em> under <em>Two clocks</em>.
        </p>
      )}
      <p>
        Beside the grid it keeps a small <em>Q head</em> that says whether to halt or to go on: the
        bars above the timeline. How long it may think at most is the <em>ACT limit</em>, the handle
        you can drag.
      </p>
      <Lazily>
        <Filmstrip />
      </Lazily>
    </>
  );
}

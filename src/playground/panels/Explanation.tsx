import { line, curveBasis } from 'd3-shape';
import { useParts } from '../worlds/useParts';

const wave = line<number>()
  .x((at) => at)
  .curve(curveBasis);

/** A wave of `beats` over the width of the figure. */
function clock(beats: number, middle: number, height: number): string {
  const points = Array.from({ length: 241 }, (_, index) => (index / 240) * 480);
  return wave.y((at) => middle - height * Math.sin((at / 480) * beats * 2 * Math.PI))(points) ?? '';
}

export function Explanation() {
  const parts = useParts();
  return (
    <article className="explanation">
      <h2>What am I looking at?</h2>
      <p>
        A language model reasons by writing words. This one writes nothing: it turns the puzzle over
        in two hidden states. A <em>fast</em> module, z<sub>L</sub>, works out details; a{' '}
        <em>slow</em> one, z<sub>H</sub>, takes in what it found and sets the next direction. A few
        turns of both make a <em>segment</em>, and after each the model fills in the whole grid.
      </p>
      <figure>
        <svg
          viewBox="0 0 480 120"
          role="img"
          aria-label="Two clocks: the slow module beats once where the fast one beats several times"
        >
          <path className="clock-slow" d={clock(2, 34, 18)} />
          <path className="clock-fast" d={clock(8, 88, 14)} />
          <text x="0" y="10">
            z_H, slow
          </text>
          <text x="0" y="68">
            z_L, fast
          </text>
        </svg>
        <figcaption>One network, two clocks.</figcaption>
      </figure>
      <p>
        Beside the grid it keeps a small <em>Q head</em> that says whether to halt or to go on: the
        bars above the timeline. How long it may think at most is the <em>ACT limit</em>, the handle
        you can drag.
      </p>
      <parts.Explanation />
    </article>
  );
}

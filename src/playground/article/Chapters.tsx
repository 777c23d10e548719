import '../styles/article.css';
import { useEffect, type ReactNode } from 'react';
import type { HrmConfig } from '../../hrm/config';
import { unescaped } from '../../puzzles/plain-text';
import { Contents } from './Chapter';
import { Clocks } from './Clocks';
import { Critics, Different } from './Critics';
import { Depth } from './Depth';
import { FurtherReading } from './FurtherReading';
import { Converging, Dimensions, Halting, OneStep, Supervision } from './Learning';
import { Results } from './Results';
import { Meanings } from './Term';

interface Props {
  /** Config of the open model; `null` until it is known. */
  readonly config: HrmConfig | null;
  readonly prose: boolean;
  /** What this world shows. */
  readonly opening: ReactNode;
  /** What this world's model was taught. */
  readonly taught: ReactNode;
  /** The measurements of the open model. */
  readonly measured: ReactNode;
  /** Criticism that applies only to this world. */
  readonly against?: ReactNode;
  readonly reading?: ReactNode;
  /** The story of the gradient, measured on the present thought. */
  readonly gradients?: ReactNode;
}

/**
 * The article, in the order of the argument: why depth, two clocks, how they learn, when they stop,
 * the results, and the criticism. The same in all worlds except for the parts of one world.
 */
export default function Chapters(props: Props) {
  const { config, prose, opening, taught, measured, against, reading, gradients } = props;
  useEffect(scrollToFragment, []);
  if (!prose) return <article className="article">{measured}</article>;
  return (
    <article className="article">
      {opening}
      <Contents />
      <Depth config={config} />
      <Clocks config={config} />
      <Converging />
      <OneStep>{gradients}</OneStep>
      <Supervision>{taught}</Supervision>
      <Halting />
      <Results />
      {measured}
      <Dimensions />
      {against}
      <Critics />
      {config !== null && <Different config={config} />}
      <FurtherReading>{reading}</FurtherReading>
      <Meanings />
    </article>
  );
}

/** Milliseconds in which figures above a chapter may still load and push it down. */
const ARRIVING = 5000;

/**
 * The article loads after the page, so the browser could not scroll to a linked chapter. The
 * chapter is kept at the top of the screen until all figures are loaded, or the reader scrolls.
 */
function scrollToFragment(): (() => void) | undefined {
  const chapter = document.getElementById(unescaped(location.hash.slice(1)));
  if (location.hash === '' || chapter === null) return undefined;
  const stay = new ResizeObserver(() => chapter.scrollIntoView());
  stay.observe(document.body);
  const end = new AbortController();
  const stop = () => {
    stay.disconnect();
    end.abort();
    clearTimeout(timer);
  };
  const timer = setTimeout(stop, ARRIVING);
  for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    addEventListener(type, stop, { signal: end.signal, passive: true });
  }
  return stop;
}

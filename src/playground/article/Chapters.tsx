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
  /** Of the model at work; `null` until it is known. */
  readonly config: HrmConfig | null;
  readonly prose: boolean;
  /** What one looks at in this world. */
  readonly opening: ReactNode;
  /** What this world's model was taught. */
  readonly taught: ReactNode;
  /** What was measured of the model at work. */
  readonly measured: ReactNode;
  /** What is to be said against it in this world alone. */
  readonly against?: ReactNode;
  readonly reading?: ReactNode;
  /** The gradient’s story, measured on the thought at hand. */
  readonly gradients?: ReactNode;
}

/**
 * The article, in the order of the argument: why depth, two clocks, how they learn, when they stop,
 * what came of it, and what is said against it. The same in all worlds but for what belongs to one.
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

/** Milliseconds in which figures above a chapter may still arrive and push it down. */
const ARRIVING = 5000;

/**
 * The article arrives after the page, so the browser has looked for a linked chapter in vain. It is
 * kept at the top of the screen until all figures are there, or the reader moves.
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

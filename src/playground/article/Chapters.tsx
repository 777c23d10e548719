import '../styles/article.css';
import { useEffect, type ReactNode } from 'react';
import type { HrmConfig } from '../../hrm/config';
import { unescaped } from '../../puzzles/plain-text';
import { Clocks } from './Clocks';
import { Critics, Different } from './Critics';
import { Depth } from './Depth';
import { FurtherReading } from './FurtherReading';
import { Converging, Dimensions, Halting, OneStep, Supervision } from './Learning';
import { Results } from './Results';

interface Props {
  /** Of the model at work; `null` until it is known. */
  readonly config: HrmConfig | null;
  /** Whether the stage can be driven from the text. */
  readonly live: boolean;
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
  const { config, live, prose, opening, taught, measured, against, reading, gradients } = props;
  useEffect(scrollToFragment, []);
  if (!prose) return <article className="article">{measured}</article>;
  return (
    <article className="article">
      {opening}
      <Depth config={config} live={live} />
      <Clocks config={config} />
      <Converging />
      <OneStep>{gradients}</OneStep>
      <Supervision>{taught}</Supervision>
      <Halting />
      {measured}
      <Results />
      <Dimensions />
      {against}
      <Critics />
      {config !== null && <Different config={config} />}
      <FurtherReading>{reading}</FurtherReading>
    </article>
  );
}

/** The article arrives after the page, so the browser has looked for a linked chapter in vain. */
function scrollToFragment(): void {
  const id = unescaped(location.hash.slice(1));
  if (id !== '') document.getElementById(id)?.scrollIntoView();
}

import '../styles/article.css';
import { HowItLearned } from './HowItLearned';
import { Measured } from './Measured';
import { WhatItIs } from './WhatItIs';

interface Props {
  readonly prose: boolean;
  readonly figures: boolean;
}

/** Below the workbench, to be read: what the page shows, what was measured of it, how it came about. */
export function Article({ prose, figures }: Props) {
  return (
    <article className="article">
      {prose && <WhatItIs />}
      {figures && <Measured />}
      {prose && <HowItLearned />}
    </article>
  );
}

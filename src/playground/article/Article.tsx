import { lazy } from 'react';
import { Lazily } from '../panels/Lazily';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { Measured } from './Measured';
import { WhatItIs } from './WhatItIs';

const GradientStory = lazy(() =>
  import('../inside/GradientStory').then((module) => ({ default: module.GradientStory })),
);

const StudiedThought = lazy(() =>
  import('../inside/StudiedThought').then((module) => ({ default: module.StudiedThought })),
);

/** The article is below the visible part and loads after the page. */
const Chapters = lazy(() => import('./Chapters'));

interface Props {
  readonly prose: boolean;
  readonly figures: boolean;
}

/** The text below the workbench: what the page shows, its background, and the measurements. */
export function Article({ prose, figures }: Props) {
  const config = usePlayground((state) => state.config);
  const { Explanation } = useParts();
  return (
    <Lazily>
      <Chapters
        config={config}
        prose={prose}
        opening={<WhatItIs />}
        taught={Explanation !== undefined && <Explanation />}
        measured={figures && <Measured />}
        gradients={
          figures && (
            <StudiedThought>
              <GradientStory />
            </StudiedThought>
          )
        }
      />
    </Lazily>
  );
}

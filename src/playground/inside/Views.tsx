import { lazy, useState, type ReactNode } from 'react';
import { OneOf } from '../controls/OneOf';
import { Lazily } from '../panels/Lazily';

const ManyStarts = lazy(() =>
  import('./ManyStarts').then((module) => ({ default: module.ManyStarts })),
);

const StepByStep = lazy(() =>
  import('./StepByStep').then((module) => ({ default: module.StepByStep })),
);

const VIEWS = ['clocks', 'steps', 'starts'] as const;
const NAMES = { clocks: 'Two clocks', steps: 'Step by step', starts: 'Many starts' } as const;

/** The ways to look inside a thought, one at a time. @param clocks the content of the first one */
export function Views({ clocks }: { readonly clocks?: ReactNode }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>(
    clocks === undefined ? 'steps' : 'clocks',
  );
  return (
    <>
      <OneOf
        className="toggles inside-views"
        options={clocks === undefined ? VIEWS.slice(1) : VIEWS}
        value={view}
        onChoose={setView}
        as={(option) => ({ shown: NAMES[option] })}
        label="What to look at"
      />
      <Lazily waiting={<p className="inside-reading">Opening…</p>}>
        {view === 'clocks' && clocks}
        {view === 'steps' && <StepByStep />}
        {view === 'starts' && <ManyStarts />}
      </Lazily>
    </>
  );
}

import { Popover } from 'radix-ui';
import { lazy, useRef } from 'react';
import { Lazily } from '../panels/Lazily';
import type { ExportedChart } from './TakeChart';

const TakeChart = lazy(() => import('./TakeChart'));

/** A button to export a chart: the figure, or else the section, that contains the button. */
export function ExportChart(props: ExportedChart) {
  const ref = useRef<HTMLSpanElement>(null);
  return (
    <span ref={ref} className="export-chart">
      <Popover.Root>
        <Popover.Trigger className="quiet" aria-label={`Export: ${props.name}`}>
          Export
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className="popover export chart-export"
            sideOffset={4}
            collisionPadding={12}
            aria-label={`Export: ${props.name}`}
          >
            <Lazily waiting={<p className="whisper">Opening…</p>}>
              <TakeChart {...props} figure={() => ref.current!.closest('figure, section')!} />
            </Lazily>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}

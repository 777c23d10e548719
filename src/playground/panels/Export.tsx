import { Popover } from 'radix-ui';
import { lazy } from 'react';
import { Lazily } from './Lazily';

const TakeThought = lazy(() => import('../export/TakeThought'));

/** Pictures, animations and figures of what is on show. */
export default function Export() {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className="quiet">Export</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover export"
          sideOffset={4}
          collisionPadding={12}
          aria-label="Export what is on show"
        >
          <Lazily waiting={<p className="whisper">Opening…</p>}>
            <TakeThought />
          </Lazily>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

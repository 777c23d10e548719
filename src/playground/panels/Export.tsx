import { lazy } from 'react';
import { PopoverDoor } from '../controls/PopoverDoor';
import { Lazily } from './Lazily';

const TakeThought = lazy(() => import('../export/TakeThought'));

/** Pictures, animations and figures of the visible thought. */
export default function Export() {
  return (
    <PopoverDoor door="Export" label="Export what is on show" name="export" defaultOpen>
      <Lazily waiting={<p className="whisper">Opening…</p>}>
        <TakeThought />
      </Lazily>
    </PopoverDoor>
  );
}

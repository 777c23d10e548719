import { Notes } from '../panels/Notes';
import { PlayButtons, Toggles } from './Controls';
import { QValues } from './QValues';
import { Timeline } from './Timeline';

/**
 * The lower edge of the stage, at hand wherever one scrolls in it: play, the timeline with the
 * limit, and what the Q head says. On a wide screen the switches stand beside; on a narrow one they
 * follow the board.
 */
export function Transport() {
  return (
    <>
      <div className="options">
        <Toggles />
      </div>
      <section className="transport" aria-label="Playing">
        <PlayButtons />
        <div className="transport-line">
          <Timeline />
        </div>
        <QValues />
        <Notes />
      </section>
    </>
  );
}

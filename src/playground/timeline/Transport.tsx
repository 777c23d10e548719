import { Notes } from '../panels/Notes';
import { PlayButtons, Toggles } from './Controls';
import { QValues } from './QValues';
import { Timeline } from './Timeline';

/**
 * The lower edge of the stage, always visible while one scrolls in it: play, the timeline with the
 * limit, and the Q head. On a wide screen the switches are beside it; on a narrow one below the
 * board.
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

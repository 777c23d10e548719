import { plural } from '../../puzzles/plural';
import { usePlaygroundStore } from '../usePlayground';
import { TakeRow, TakeStatus } from './TakeRow';
import type { Subject } from './subject';
import { subjectOf } from './subject-of';
import { copyPicture, takeCsv, takeGif, takePng, takeSvg, takeThought, takeVideo } from './take';
import { useTaking } from './useTaking';

/** What can be exported of the visible thought: its picture, its film, its figures. */
export default function TakeThought() {
  const store = usePlaygroundStore();
  const { taking, busy, run } = useTaking();
  const subject = async (): Promise<Subject> => {
    const found = await subjectOf(store);
    if (found === null) throw new Error('There is nothing on the board to take away yet.');
    return found;
  };
  const thought = async (): Promise<Subject> => {
    const found = await subject();
    if (found.frames.length === 0) {
      throw new Error('The model has not thought about this puzzle yet.');
    }
    return found;
  };
  const picture = async () => {
    const { draw, segment, origin, stem } = await subject();
    const name = segment === 0 ? `${stem}-puzzle` : `${stem}-segment-${segment}`;
    return { drawing: await draw(segment), origin, name };
  };
  return (
    <>
      <TakeRow
        title="The board"
        about="as it stands now"
        busy={busy}
        actions={{
          'Copy picture': () =>
            run(async () => {
              const { origin, draw, segment } = await subject();
              await copyPicture(() => draw(segment), origin);
              return 'The picture is on the clipboard.';
            }),
          PNG: () =>
            run(async () => {
              const { drawing, origin, name } = await picture();
              return takePng(drawing, origin, name);
            }),
          SVG: () =>
            run(async () => {
              const { drawing, origin, name } = await picture();
              return takeSvg(drawing, origin, name);
            }),
        }}
      />
      <TakeRow
        title="The thought"
        about="as an animation, a segment at a time"
        busy={busy}
        actions={{
          GIF: () => run(async (onProgress) => takeGif(await thought(), onProgress)),
          Video: () => run(async (onProgress) => takeVideo(await thought(), onProgress)),
        }}
      />
      <TakeRow
        title="Its figures"
        about="Q values, cells right and wrong, every grid"
        busy={busy}
        actions={{
          CSV: () =>
            run(async () => {
              const { origin, stem, table, frames } = await thought();
              const title = `${stem}, ${plural(frames.length, 'segment')}`;
              return takeCsv(table(), { ...origin, title }, `${stem}-thought`);
            }),
          JSON: () => run(async () => takeThought(await thought())),
        }}
      />
      <TakeStatus taking={taking} />
    </>
  );
}

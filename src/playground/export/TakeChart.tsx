import { fileName } from '../page/download';
import { usePlaygroundStore } from '../usePlayground';
import { TakeRow, TakeStatus } from './TakeRow';
import { figureDrawing } from './figure';
import { subjectOf } from './subject-of';
import type { Table } from './table';
import { copyPicture, takeCsv, takeJson, takePng, takeSvg } from './take';
import { useTaking } from './useTaking';

/** A chart that can be exported. */
export interface ExportedChart {
  /** The chart's title, which is also the title of the files and part of their names. */
  readonly name: string;
  /** The figures behind it. */
  table(): Table;
}

interface Props extends ExportedChart {
  /** The element that holds the chart and its texts. */
  figure(): Element;
}

/** The forms of an exported chart: pictures, and its figures. */
export default function TakeChart({ name, table, figure }: Props) {
  const store = usePlaygroundStore();
  const { taking, busy, run } = useTaking();
  const made = async () => {
    const subject = await subjectOf(store);
    if (subject === null) throw new Error('There is nothing to take away yet.');
    const [world = ''] = subject.origin.title.split(',');
    return {
      origin: { ...subject.origin, title: `${name}: ${world}` },
      stem: fileName(`${subject.stem} ${name}`),
    };
  };
  return (
    <>
      <TakeRow
        title="The chart"
        about="as it stands now"
        busy={busy}
        actions={{
          'Copy picture': () =>
            run(async () => {
              const { origin } = await made();
              await copyPicture(() => Promise.resolve(figureDrawing(figure())), origin);
              return 'The picture is on the clipboard.';
            }),
          PNG: () =>
            run(async () => {
              const { origin, stem } = await made();
              return takePng(figureDrawing(figure()), origin, stem);
            }),
          SVG: () =>
            run(async () => {
              const { origin, stem } = await made();
              return takeSvg(figureDrawing(figure()), origin, stem);
            }),
        }}
      />
      <TakeRow
        title="Its figures"
        about="the numbers behind it"
        busy={busy}
        actions={{
          CSV: () =>
            run(async () => {
              const { origin, stem } = await made();
              return takeCsv(table(), origin, stem);
            }),
          JSON: () =>
            run(async () => {
              const { origin, stem } = await made();
              return takeJson(table(), origin, stem);
            }),
        }}
      />
      <TakeStatus taking={taking} />
    </>
  );
}

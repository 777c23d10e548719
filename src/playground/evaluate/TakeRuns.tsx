import { TakeRow, TakeStatus } from '../export/TakeRow';
import type { Origin } from '../export/origin';
import { madeBy, readableJson } from '../export/table';
import { takeCsv, takeText } from '../export/take';
import { useTaking } from '../export/useTaking';
import { fileName } from '../page/download';
import { linkOf } from '../page/settings';
import { usePlaygroundStore } from '../usePlayground';
import { sizeOf, type EvaluationRun } from './evaluations';
import { curvesTable, puzzlesTable, recordOf } from './tables';

interface Props {
  readonly runs: readonly EvaluationRun[];
  /** The selected run. */
  readonly run: EvaluationRun;
  /** The chosen segment: the ACT limit of the figures. */
  readonly at: number;
}

/** The measurements as files. */
export function TakeRuns({ runs, run, at }: Props) {
  const store = usePlaygroundStore();
  const { taking, busy, run: take } = useTaking();
  const origin = (of: readonly EvaluationRun[]): Origin => ({
    title: `Measured: ${of.map(({ title }) => title).join(', ')}`,
    model: of.map(({ title }) => title).join(', '),
    puzzle: of.map((each) => `${sizeOf(each)} × ${each.puzzles}`).join(', '),
    link: linkOf(store.getState()),
  });
  const stem = fileName(`measured ${run.title} ${run.puzzles}`);
  return (
    <details className="fold">
      <summary>Take the figures away</summary>
      <TakeRow
        title="The figures"
        about="of every run, as hrm eval prints them"
        busy={busy}
        actions={{
          CSV: () => take(() => takeCsv(curvesTable(runs, at), origin(runs), stem)),
          JSON: () =>
            take(() => {
              const records = runs
                .map((each) => recordOf(each, at))
                .filter((each) => each !== null);
              const text = readableJson({ ...madeBy(origin(runs)), runs: records });
              return takeText(`${stem}.json`, text, 'application/json');
            }),
        }}
      />
      <TakeRow
        title="Every puzzle"
        about="with its answer and the result"
        busy={busy}
        actions={{
          CSV: () => take(() => takeCsv(puzzlesTable(run, at), origin([run]), `${stem}-puzzles`)),
        }}
      />
      <TakeStatus taking={taking} />
    </details>
  );
}

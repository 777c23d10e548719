import { DropdownMenu } from 'radix-ui';
import type { HrmModel } from '../../hrm/parameters';
import { download } from '../page/download';
import { fileOf, TAKE_AWAY, type TakeAwayKind } from '../page/take-away';

interface Props {
  readonly title: string;
  /** Loads the model; its errors are shown. */
  load(): Promise<HrmModel> | HrmModel;
  onProblem(problem: string): void;
}

const KINDS = Object.entries(TAKE_AWAY) as [TakeAwayKind, string][];

/** The files of a model, as downloads. */
export function TakeAway({ title, load, onProblem }: Props) {
  const take = async (kind: TakeAwayKind) => {
    try {
      download(fileOf(await load(), title, kind));
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button" aria-label={`Take away ${title}`}>
        Take away ▾
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu files" sideOffset={4} align="end">
          {KINDS.map(([kind, words]) => (
            <DropdownMenu.Item key={kind} className="menu-item" onSelect={() => void take(kind)}>
              {words}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

import { Popover } from 'radix-ui';
import { useState } from 'react';
import { pastePuzzle } from '../page/paste';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

/** Rows of the text box, at most; a large maze scrolls in it. */
const MOST_ROWS = 9;

/**
 * Takes a puzzle as text.
 * @param forms the accepted forms
 */
export function PasteBox({ forms }: { readonly forms: string }) {
  const store = usePlaygroundStore();
  const { side } = usePlayground((state) => state.board);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const use = async () => {
    const wrong = await pastePuzzle(text, store);
    setProblem(wrong);
    if (wrong === null) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button">Paste</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" sideOffset={4} aria-label="Paste a puzzle">
          <label>
            {forms}
            <textarea
              rows={Math.min(side, MOST_ROWS)}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {problem !== null && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <button type="button" className="button" onClick={() => void use()}>
            Use this puzzle
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

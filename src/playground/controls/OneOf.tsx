import { useState, type KeyboardEvent, type ReactNode } from 'react';

/** What an option shows, if it is not its value, and what it says to whoever does not see it. */
export interface Option {
  readonly shown?: ReactNode;
  readonly label?: string;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
}

interface Props<T extends string | number> {
  readonly options: readonly T[];
  /** `null` while none is chosen. */
  readonly value: NoInfer<T> | null;
  onChoose(value: NoInfer<T>): void;
  /** How an option differs from its value alone. */
  readonly as?: (option: NoInfer<T>) => Option;
  /** Of the whole; or `labelledBy`, the id of what names it. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly className?: string;
}

/**
 * Buttons in a row, one of which is down; pressing that one again leaves it so. One of them is in the
 * order of Tab, and the arrow keys move the focus among them, as in a toolbar.
 */
export function OneOf<T extends string | number>(props: Props<T>) {
  const { options, value, onChoose, as, label, labelledBy, className = 'toggles' } = props;
  const [focused, setFocused] = useState<T | null>(null);
  const all = options.map((option) => ({ option, ...as?.(option) }));
  const enabled = all.filter(({ disabled }) => disabled !== true).map(({ option }) => option);
  const stop = [focused, value].find((option) => option !== null && enabled.includes(option));
  return (
    <div
      className={className}
      role="radiogroup"
      aria-label={label}
      aria-labelledby={labelledBy}
      onKeyDown={moveFocus}
      onBlur={() => setFocused(null)}
    >
      {all.map(({ option, shown = option, label: said, title, disabled }) => (
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          aria-label={said}
          title={title}
          disabled={disabled}
          tabIndex={option === (stop ?? enabled[0]) ? 0 : -1}
          onFocus={() => setFocused(option)}
          onClick={() => onChoose(option)}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to = focusAfter(event.key, at, buttons.length);
  if (to === null) return;
  event.preventDefault();
  buttons[to]!.focus();
}

/** Which of so many is next, round and round; `null` where the key means nothing here. */
function focusAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

import { useState, type KeyboardEvent, type ReactNode } from 'react';

/** What an option shows, if it is not its value, and its label for screen readers. */
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
  /** Label of the whole; or `labelledBy`, the id of its label. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly className?: string;
}

/**
 * Buttons in a row; one is pressed, and pressing it again changes nothing. One of them is in the
 * Tab order, and the arrow keys move the focus, as in a toolbar.
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

/** The index after a key, cyclic; `null` if the key does nothing here. */
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

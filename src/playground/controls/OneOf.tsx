import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';

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

/** Buttons in a row, one of which is down; pressing that one again leaves it so. */
export function OneOf<T extends string | number>(props: Props<T>) {
  const { options, value, onChoose, as, label, labelledBy, className = 'toggles' } = props;
  return (
    <ToggleGroup.Root
      className={className}
      type="single"
      aria-label={label}
      aria-labelledby={labelledBy}
      value={value === null ? '' : String(value)}
      onValueChange={(chosen) => {
        const option = options.find((each) => String(each) === chosen);
        if (option !== undefined) onChoose(option);
      }}
    >
      {options.map((option) => {
        const { shown = option, label: said, title, disabled } = as?.(option) ?? {};
        return (
          <ToggleGroup.Item
            key={option}
            value={String(option)}
            aria-label={said}
            title={title}
            disabled={disabled}
          >
            {shown}
          </ToggleGroup.Item>
        );
      })}
    </ToggleGroup.Root>
  );
}

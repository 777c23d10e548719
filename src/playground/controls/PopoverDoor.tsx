import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  /** The text of the button that opens it. */
  readonly door: string;
  /** Its label for screen readers. */
  readonly label: string;
  /** A class of the popover; its button gets the same with `-door` appended. */
  readonly name: string;
  readonly defaultOpen?: boolean;
  readonly children: ReactNode;
}

/** A plain button and the popover that it opens. */
export function PopoverDoor({ door, label, name, defaultOpen = false, children }: Props) {
  return (
    <Popover.Root defaultOpen={defaultOpen}>
      <Popover.Trigger className={`quiet ${name}-door`}>{door}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`popover ${name}`}
          sideOffset={4}
          collisionPadding={12}
          aria-label={label}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

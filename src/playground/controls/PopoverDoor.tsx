import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  /** What stands on the button that opens it. */
  readonly door: string;
  /** What it is called for readers of the screen. */
  readonly label: string;
  /** A class of the popover's own, which its button gets too, with `-door` behind it. */
  readonly name: string;
  readonly defaultOpen?: boolean;
  readonly children: ReactNode;
}

/** A quiet button and what it opens beside itself. */
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

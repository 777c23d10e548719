import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Instrument } from '../store/view';
import { usePlayground } from '../usePlayground';
import { Lazily } from './Lazily';

export interface InstrumentOnOffer {
  readonly id: Instrument;
  readonly title: string;
  readonly content: ReactNode;
  /** Whether it must stay mounted while another one is open. */
  readonly stays?: boolean;
}

/** The instruments beside the grid: a tab for each, one open. */
export function Instruments({ offers }: { readonly offers: readonly InstrumentOnOffer[] }) {
  const asked = usePlayground((state) => state.instrument);
  const choose = usePlayground((state) => state.chooseInstrument);
  const [first] = offers;
  if (first === undefined) return null;
  const open = (offers.find(({ id }) => id === asked) ?? first).id;
  return (
    <Tabs.Root
      className="instruments"
      value={open}
      onValueChange={(id) => choose(id as Instrument)}
    >
      <Tabs.List className="instrument-tabs" aria-label="Instruments">
        {offers.map(({ id, title }) => (
          <Tabs.Trigger key={id} className="instrument-tab" value={id}>
            {title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {offers.map(({ id, content, stays }) => (
        <Tabs.Content
          key={id}
          className="instrument"
          value={id}
          tabIndex={-1}
          {...(stays && { forceMount: true, hidden: id !== open })}
        >
          <Lazily>{content}</Lazily>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

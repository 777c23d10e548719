import { Dialog } from 'radix-ui';
import { usePlayground } from '../usePlayground';
import { ImportBox } from './ImportBox';
import { ModelRow } from './ModelRow';
import { Published } from './Published';
import '../styles/models.css';

interface Props {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** All models: their names, their downloads, and the import of others. */
export default function ModelsDialog({ open, onOpenChange }: Props) {
  const models = usePlayground((state) => state.models);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dialog models" aria-describedby={undefined}>
          <Dialog.Title>Models</Dialog.Title>
          <ul>
            {models.map((model) => (
              <ModelRow key={model.id} model={model} />
            ))}
          </ul>
          <ImportBox />
          <Published />
          <Dialog.Close className="button">Close</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

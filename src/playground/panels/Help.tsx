import { Dialog } from 'radix-ui';
import { BOARD_KEYS, SHORTCUTS } from '../page/shortcuts';
import { isRacing } from '../store/racing';
import { tabOf } from '../store/tabs';
import { isBare } from '../store/view';
import { usePlayground } from '../usePlayground';

export default function Help() {
  const open = usePlayground((state) => state.helpOpen);
  const setOpen = usePlayground((state) => state.setHelpOpen);
  const tab = usePlayground(tabOf);
  const bare = usePlayground((state) => isBare(state) || isRacing(state));
  const goOnTour = usePlayground((state) => state.goOnTour);
  const general = SHORTCUTS.map(({ shown, does }) => [shown, does] as const);
  const rows = [...general, ...tab.keys, ...BOARD_KEYS];
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>Keys</Dialog.Title>
          <table>
            <tbody>
              {rows.map(([shown, does]) => (
                <tr key={shown}>
                  <th scope="row">
                    <kbd>{shown}</kbd>
                  </th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="row">
            <Dialog.Close className="button primary">Close</Dialog.Close>
            {!bare && (
              <Dialog.Close className="button" onClick={() => goOnTour(1)}>
                Show me around
              </Dialog.Close>
            )}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

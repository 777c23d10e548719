/**
 * Puts an address into the address bar.
 * @param isPlace whether Back leads to the state before
 * @returns whether the browser accepted it: Safari refuses more than a hundred in half a minute,
 * and a frame may refuse all
 */
export function setAddress(address: string, isPlace = false): boolean {
  try {
    if (isPlace) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts an address into the address bar.
 * @param isPlace whether Back leads to what was there before
 * @returns whether the browser took it: Safari refuses more than a hundred in half a minute, and a frame
 *   may refuse all
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

import { create } from 'zustand';
import { INITIAL_OVERLAYS, type MazeOverlayChoice } from '../../boards/maze/overlays';

/** What of a search lies over the maze: shared by the board and the panel, of no account to the page. */
export const useOverlayChoice = create<MazeOverlayChoice>(() => INITIAL_OVERLAYS);

export function chooseOverlays(choice: MazeOverlayChoice): void {
  useOverlayChoice.setState(choice);
}

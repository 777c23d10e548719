import type { LessonClient } from '../../worker/lesson-client';
import type { PlaygroundStore } from './playground';

/**
 * Sends orders to the lesson worker and handles its events. Returns a function that unsubscribes.
 */
export function driveLesson(store: PlaygroundStore, client: LessonClient): () => void {
  const unhear = client.subscribe((event) => store.getState().onLessonEvent(event));
  const unsubscribe = store.subscribe(({ order }, before) => {
    if (order !== null && order !== before.order) client.send(order.command);
  });
  return () => {
    unsubscribe();
    unhear();
    client.dispose();
  };
}

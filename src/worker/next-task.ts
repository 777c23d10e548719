/**
 * Resolves in a task of its own, so that messages that came meanwhile are heard before. A message to
 * oneself is that, without the four milliseconds a nested time-out waits.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Resolves in a new task, so that messages that came meanwhile are handled before. It uses a
 * message to itself, which avoids the four milliseconds of a nested time-out.
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

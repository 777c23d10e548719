import { messageOf } from '../../compute/message-of';
import { openBackend } from '../../compute/rungs';
import { createSession, type HrmSession } from '../../hrm/session';
import type { HelperCommand, HelperReply, HelperResult } from './protocol';

/**
 * The work of a helper: a backend of its own in WebAssembly with a copy of the model, on which it
 * executes one command after the other.
 * @param reply receives the answers, in the order of the commands
 */
export function hostRows(reply: (reply: HelperReply) => void): (command: HelperCommand) => void {
  let session: HrmSession | null = null;
  let queue = Promise.resolve();

  const obey = async (command: HelperCommand): Promise<HelperResult> => {
    if (command.type === 'open') {
      const { model, rows } = command;
      session = await createSession(await openBackend('wasm', { gpu: undefined }), model, {
        batch: rows,
      });
      return {};
    }
    if (session === null) throw new Error('No model is open.');
    switch (command.type) {
      case 'begin':
        await session.begin(command.tokens, command.identifiers, command.seeds);
        return { carry: await session.carry() };
      case 'replace-carry':
        session.replaceCarry(command.carry);
        return {};
      case 'replace-weights':
        session.replaceWeights(command.weights);
        return {};
      case 'segment': {
        const segment = await session.segment();
        return { segment, carry: await session.carry() };
      }
    }
  };

  return (command) => {
    queue = queue.then(() =>
      obey(command).then(
        (result) => reply({ type: 'done', ...result }),
        (error: unknown) =>
          reply({
            type: 'failed',
            message: messageOf(error),
          }),
      ),
    );
  };
}

import type { HrmModel } from '../../hrm/parameters';
import type { Carry, HrmSession } from '../../hrm/session';
import type { Helper, HelperCommand, HelperResult, Helpers } from './protocol';

/** Sends commands to a helper and returns its answers. */
function connect(helper: Helper): (command: HelperCommand) => Promise<HelperResult> {
  const waiting: { resolve(result: HelperResult): void; reject(error: Error): void }[] = [];
  let death: Error | null = null;
  helper.listen(
    (reply) => {
      const asked = waiting.shift();
      if (reply.type === 'done') asked?.resolve(reply);
      else asked?.reject(new Error(reply.message));
    },
    (why) => {
      death = new Error(why);
      for (const { reject } of waiting.splice(0)) reject(death);
    },
  );
  return (command) =>
    new Promise((resolve, reject) => {
      if (death !== null) return reject(death);
      waiting.push({ resolve, reject });
      helper.send(command);
    });
}

/**
 * Rows that a helper computes. Their inputs and states are kept here as well. So if the helper
 * fails, a session of this thread continues from the same states.
 * @param takeBack opens that session
 * @throws Error if the helper cannot be had
 */
export async function lendRows(
  helpers: Helpers,
  model: HrmModel,
  rows: number,
  takeBack: () => Promise<HrmSession>,
): Promise<HrmSession> {
  const helper = helpers.start();
  const ask = connect(helper);
  let here: HrmSession | null = null;
  let question: { readonly tokens: Uint32Array; readonly identifiers: Uint32Array } | null = null;
  let carry: Carry | null = null;
  /** The error of a command that nobody waited for; the next command reports it. */
  let trouble: Error | null = null;
  const tell = (command: HelperCommand) =>
    void ask(command).catch((error: Error) => (trouble = error));

  /** Lets the helper do it; after a failure this thread does it, now and from then on. */
  const work = async <T>(
    there: () => Promise<T>,
    instead: (session: HrmSession) => Promise<T>,
  ): Promise<T> => {
    if (here === null) {
      try {
        const result = await there();
        if (trouble === null) return result;
        throw trouble;
      } catch (error) {
        console.warn(`A thread of its own was lost: ${(error as Error).message}`);
        helpers.threads = 1;
        helper.end();
        here = await takeBack();
        if (question !== null && carry !== null) {
          await here.resume(carry, question.tokens, question.identifiers);
        }
      }
    }
    return instead(here);
  };

  try {
    await ask({ type: 'open', model, rows });
  } catch (error) {
    helper.end();
    throw error;
  }
  const begin = (
    tokens: Uint32Array,
    identifiers: Uint32Array = new Uint32Array(rows),
    seeds?: readonly number[],
  ) =>
    work(
      async () => {
        ({ carry = null } = await ask({ type: 'begin', tokens, identifiers, seeds }));
        question = { tokens, identifiers };
      },
      (session) => session.begin(tokens, identifiers, seeds),
    );
  const replaceCarry = (states: Carry) => {
    if (here !== null) return here.replaceCarry(states);
    carry = copyOf(states);
    tell({ type: 'replace-carry', carry });
  };
  return {
    batch: rows,
    dispatches: 0,
    begin,
    segment: (pace) =>
      work(
        async () => {
          const { segment, carry: next } = await ask({ type: 'segment' });
          if (trouble === null) carry = next!;
          return segment!;
        },
        (session) => session.segment(pace),
      ),
    carry: () => (here === null ? Promise.resolve(copyOf(carry!)) : here.carry()),
    replaceCarry,
    async resume(states, tokens, identifiers) {
      await begin(tokens, identifiers);
      replaceCarry(states);
    },
    replaceWeights(weights) {
      if (here !== null) return here.replaceWeights(weights);
      tell({ type: 'replace-weights', weights });
    },
    dispose() {
      helper.end();
      here?.dispose();
    },
  };
}

function copyOf(carry: Carry): Carry {
  const { H, L } = carry;
  return { ...carry, H: H.slice(), ...(L !== undefined && { L: L.slice() }) };
}

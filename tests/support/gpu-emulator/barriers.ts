import { compileKernel } from './compile/kernel';
import { runDispatch, type Dispatch, type Running } from './dispatch';
import { Findings } from './findings';

const BARRIER = /(workgroup|storage)Barrier\(\);/g;

/** Ends a run at the first finding, which is enough. */
class Found extends Error {}

class FirstFinding extends Findings {
  override add(): never {
    throw new Found();
  }
}

/** Whether the emulator finds a fault in a dispatch if its kernel has this code. */
function finds(dispatch: Dispatch, code: string, running: Running): boolean {
  const kernel = compileKernel(code, running.rounding.seed);
  try {
    runDispatch(
      { ...dispatch, kernel },
      { ...running, findings: new FirstFinding(), mostWorkgroups: 1 },
    );
    return false;
  } catch (cause) {
    if (cause instanceof Found) return true;
    throw cause;
  }
}

/**
 * Runs one workgroup of a dispatch several times, each time without one of its barriers. The name of a
 * barrier has the op and its place in the op: `attention, barrier 2 of 5`.
 * @param running the state that the dispatch runs with
 * @param wanted selects the barriers to leave out
 * @returns for each name, whether a fault was found
 * @throws RangeError if there is a fault with all barriers in place
 */
export function checkBarriers(
  dispatch: Dispatch,
  running: Running,
  wanted: (name: string) => boolean = () => true,
): Map<string, boolean> {
  const { kernel, label } = dispatch;
  const code = kernel.lines.join('\n');
  const barriers = [...code.matchAll(BARRIER)];
  const checked = new Map<string, boolean>();
  for (const [at, { 0: text, index }] of barriers.entries()) {
    const name = `${opOf(label)}, barrier ${at + 1} of ${barriers.length}`;
    if (!wanted(name)) continue;
    const mutant = code.slice(0, index) + code.slice(index + text.length);
    checked.set(name, finds(dispatch, mutant, running));
  }
  if (checked.size > 0 && finds(dispatch, code, running)) {
    throw new RangeError(`${label} has a fault with all of its barriers.`);
  }
  return checked;
}

/** The words of a label before its shape. */
function opOf(label: string): string {
  return label.replace(/ (?:of )?\d.*$/, '');
}

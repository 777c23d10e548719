import { openBackend } from '../compute/rungs';
import type { BenchCommand } from './bench-protocol';
import { Benchmarker } from './benchmarker';

/** The Web Worker of the benchmark page. */
export function serve(): (command: BenchCommand) => void {
  const benchmarker = new Benchmarker(
    (kind) => openBackend(kind, { measuring: true }),
    (event) => postMessage(event),
  );
  return (command) => benchmarker.handle(command);
}

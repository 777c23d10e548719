import type { Frame, Trace } from '../../reasoning/trace';

/**
 * The most recently used thoughts, so that no segment is computed twice. Traces are values:
 * appending makes a new one that shares its frames.
 */
export class FrameCache {
  /** A Map remembers insertion order; the first key is the least recently used one. */
  private readonly traces = new Map<string, Trace>();

  constructor(private readonly capacity = 100) {}

  get(key: string): Trace | undefined {
    const trace = this.traces.get(key);
    if (trace !== undefined) this.put(key, trace);
    return trace;
  }

  put(key: string, trace: Trace): void {
    this.traces.delete(key);
    this.traces.set(key, trace);
    for (const oldest of this.traces.keys()) {
      if (this.traces.size <= this.capacity) break;
      this.traces.delete(oldest);
    }
  }
}

/** The trace with one more segment; unchanged if the segment (counted from 1) is not the next one. */
export function appendFrame(trace: Trace, segment: number, frame: Frame): Trace {
  if (segment !== trace.frames.length + 1) return trace;
  return { input: trace.input, frames: [...trace.frames, frame] };
}

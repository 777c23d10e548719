import type { InnerFrame } from '../../analysis/inspector';
import type { HrmConfig } from '../../hrm/config';
import type { Diversity } from '../../reasoning/diversity';
import type { Frame } from '../../reasoning/trace';
import type { EngineClient } from '../../worker/client';
import type { ModelSource } from '../../worker/protocol';

/** A compared model, and its settings if they are not the usual ones. */
export interface Contender {
  readonly id: string;
  readonly source: ModelSource;
  readonly thinking?: ContenderThinking;
}

export interface ContenderThinking {
  readonly limit: number;
  readonly numChains: number;
  readonly diversity: Diversity;
  readonly restart: number;
}

/** The state of a contender's thought about the puzzle. */
export interface Contest {
  /** `loading` with the loaded share of the weights; `failed` with the reason. */
  readonly status: 'loading' | 'thinking' | 'rested' | 'failed';
  readonly share: number;
  readonly message: string | null;
  /** `null` until it is open. */
  readonly config: HrmConfig | null;
  /** After segment 1, 2, … */
  readonly frames: readonly Frame[];
  /** Its inspected segments. */
  readonly inner: readonly InnerFrame[];
  /** Why it could not be inspected; `null` without an error. */
  readonly innerProblem: string | null;
}

interface Entry {
  contender: Contender;
  readonly client: EngineClient;
  contest: Contest;
}

const LOADING: Contest = {
  status: 'loading',
  share: 0,
  message: null,
  config: null,
  frames: [],
  inner: [],
  innerProblem: null,
};

/**
 * Several models that think about one puzzle, each in its own engine. Nothing is loaded before
 * `compare` is called. A model that is no longer compared is freed with its engine.
 */
export class Comparison {
  #entries: readonly Entry[] = [];
  #run = 0;
  /** The question of the last `compare`. */
  #asked: { readonly input: Uint8Array; readonly identifier: number } | null = null;
  /** Number of segments to inspect; 0 for none. */
  #depth = 0;
  #shown: ReadonlyMap<string, Contest> = new Map();
  readonly #listeners = new Set<() => void>();

  /** @param createClient makes an engine; it starts with its first command */
  constructor(private readonly createClient: () => EngineClient) {}

  /** The state of every contender, by id; a new map after each change. */
  get contests(): ReadonlyMap<string, Contest> {
    return this.#shown;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Lets these models think about this puzzle [S] for `limit` segments, unless they have their own
   * limit. Models that are loaded stay loaded.
   * @param identifier row of the puzzle embedding
   */
  compare(
    contenders: readonly Contender[],
    input: Uint8Array,
    limit: number,
    identifier = 0,
  ): void {
    const kept = new Map(this.#entries.map((entry) => [entry.contender.id, entry]));
    this.#run++;
    this.#asked = { input, identifier };
    this.#entries = contenders.map((contender) => {
      const known = kept.get(contender.id);
      kept.delete(contender.id);
      if (known === undefined) return this.#open(contender);
      known.contender = contender;
      return known;
    });
    for (const { client } of kept.values()) client.dispose();
    for (const entry of this.#entries) {
      if (entry.contest.status === 'failed') continue;
      const status = entry.contest.status === 'loading' ? 'loading' : 'thinking';
      entry.contest = { ...entry.contest, status, frames: [], inner: [], innerProblem: null };
      const thinking = { limit, ...entry.contender.thinking };
      entry.client.send({ type: 'think', run: this.#run, input, identifier, ...thinking });
      this.#look(entry);
    }
    this.#publish();
  }

  /**
   * Inspects the first segments of every thought, now and from now on, for the forward residuals.
   */
  lookInside(segments: number): void {
    this.#depth = segments;
    for (const entry of this.#entries) this.#look(entry);
  }

  #look({ client }: Entry): void {
    if (this.#depth === 0 || this.#asked === null) return;
    client.send({ type: 'inspect', inspection: this.#run, limit: this.#depth, ...this.#asked });
  }

  dispose(): void {
    for (const { client } of this.#entries) client.dispose();
    this.#entries = [];
    this.#publish();
  }

  #open(contender: Contender): Entry {
    const client = this.createClient();
    const entry: Entry = { contender, client, contest: LOADING };
    client.subscribe((event) => {
      const { contest } = entry;
      switch (event.type) {
        case 'progress':
          if (event.stage === 'weights' && event.total > 0) {
            entry.contest = { ...contest, share: event.loaded / event.total };
          }
          break;
        case 'ready':
          entry.contest = { ...contest, status: 'thinking', share: 1, config: event.config };
          break;
        case 'frame': {
          if (event.run !== this.#run) return;
          const frames = contest.frames.slice(0, event.segment - 1);
          entry.contest = { ...contest, status: 'thinking', frames: [...frames, event.frame] };
          break;
        }
        case 'rested':
          if (event.run !== this.#run) return;
          entry.contest = { ...contest, status: 'rested' };
          break;
        case 'inspected': {
          if (event.inspection !== this.#run) return;
          const inner = contest.inner.slice(0, event.segment - 1);
          entry.contest = { ...contest, inner: [...inner, event.frame] };
          break;
        }
        case 'failed':
          entry.contest =
            event.during === 'inspect'
              ? { ...contest, innerProblem: event.message }
              : { ...contest, status: 'failed', message: event.message };
          break;
        default:
          return;
      }
      if (this.#entries.includes(entry)) this.#publish();
    });
    client.send({ type: 'open', model: contender.source, backend: 'auto' });
    return entry;
  }

  #publish(): void {
    this.#shown = new Map(this.#entries.map(({ contender, contest }) => [contender.id, contest]));
    for (const listener of this.#listeners) listener();
  }
}

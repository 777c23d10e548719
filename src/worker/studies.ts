import type { Backend } from '../compute/backend';
import { isLost } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault } from '../compute/own-fault';
import { BrokenOff } from '../hrm/broken-off';
import type { HrmModel } from '../hrm/parameters';
import type { Question } from '../reasoning/chain-batch';
import { nextTask } from './next-task';
import { instrument, StudyDesk, type StudyHome } from './study-instruments';
import type { StudyCommand, StudyEvent, StudyOrder } from './study-protocol';

type Parts = ReturnType<typeof instrument>;

/** A study in progress. */
interface Study {
  readonly number: number;
  readonly order: StudyOrder;
  readonly question: Question;
  /** The backend of its present attempt; `null` before the first. */
  desk: StudyDesk | null;
  parts: Parts | null;
  /** Number of parts in this attempt, and in all attempts: no part is reported twice. */
  seen: number;
  told: number;
  /** The failure of the last backend; if the next fails in the same way, no backend is to blame. */
  failure: string | null;
}

/**
 * Studies of thoughts besides the engine's own work. Each part is a separate task in the engine's
 * queue, so that no command waits for more than one. If the backend fails, a study starts again on
 * the next one and reports only the parts that are new.
 */
export class Studies {
  private desk: StudyDesk | null = null;
  /** The model under study; it may be between two backends. */
  private model: HrmModel | null = null;
  private readonly live = new Map<number, Study>();
  /** Those that have a task in the queue. */
  private readonly queued = new Set<Study>();

  constructor(
    private readonly enqueue: (work: () => Promise<void>) => void,
    private readonly emit: (event: StudyEvent) => void,
    /**
     * Is called when the backend fails. @returns whether another one replaces it, on which studies
     * continue
     */
    private readonly stumbled: (backend: Backend, message: string) => boolean,
    /** Whether another model or backend is coming, so that work in progress is useless. */
    private readonly makesWay: () => boolean = () => false,
  ) {}

  handle(command: StudyCommand): void {
    const { study: number } = command;
    if (command.type === 'unstudy') {
      this.end(number);
      return;
    }
    const { order, input, identifier } = command;
    const question = { input, identifier };
    this.enqueue(async () => {
      if (this.model === null || input.length !== this.model.config.seq_len) {
        const message = 'The model for this puzzle is not open yet.';
        this.emit({ type: 'study-ended', study: number, message });
        return;
      }
      const fresh = { desk: null, parts: null, seen: 0, told: 0, failure: null };
      const study: Study = { number, order, question, ...fresh };
      this.live.set(number, study);
      await this.step(study);
    });
  }

  /**
   * Studies thoughts of this model from now on. A study in progress continues if the model is the
   * same object, and ends if it is another.
   */
  attach(home: StudyHome): void {
    if (home.model !== this.model) this.endAll(null);
    if (this.desk?.home.backend === home.backend) this.desk.dispose();
    this.desk = new StudyDesk(home);
    this.model = home.model;
    for (const study of this.live.values()) this.goOn(study);
  }

  /** The backend ends now, or has ended; studies in progress wait for the next one. */
  release(): void {
    this.desk = null;
  }

  /** There is no model any more. @param message why, for those who wait */
  giveUp(message: string): void {
    this.endAll(message);
    this.desk = null;
    this.model = null;
  }

  private goOn(study: Study): void {
    if (this.queued.has(study)) return;
    this.queued.add(study);
    this.enqueue(async () => {
      this.queued.delete(study);
      await this.step(study);
    });
  }

  private async step(study: Study): Promise<void> {
    const { desk } = this;
    // Between two backends: it is queued again when the next one is open.
    if (!this.isLive(study) || desk === null) return;
    try {
      if (study.desk !== desk || study.parts === null) {
        await study.parts?.return(undefined).catch(() => undefined);
        study.desk = desk;
        study.parts = instrument(desk, study.question, study.order, (share) =>
          this.turn(study, share),
        );
        study.seen = 0;
      }
      const { done, value } = await study.parts.next();
      if (!this.isLive(study)) return;
      if (done === true) {
        this.live.delete(study.number);
        this.emit({ type: 'study-ended', study: study.number, message: null });
        return;
      }
      if (value !== null && ++study.seen > study.told) {
        study.told = study.seen;
        const part = value;
        this.emit({ type: 'studied', study: study.number, part });
      }
      this.goOn(study);
    } catch (error) {
      if (!this.isLive(study)) return;
      study.parts = null;
      if (error instanceof BrokenOff) return this.goOn(study);
      // The present or next backend finds it among the studies in progress.
      if (desk !== this.desk || (await isLost(desk.home.backend))) return;
      const message = messageOf(error);
      const isNew = !isOwnFault(error) && study.failure !== message;
      study.failure = message;
      if (isNew && this.stumbled(desk.home.backend, message)) return;
      this.live.delete(study.number);
      this.emit({ type: 'study-ended', study: study.number, message });
    }
  }

  /**
   * During a long part: reports the progress, and lets new commands come in.
   * @throws BrokenOff if it is no longer wanted, or must yield to another model or backend
   */
  private async turn(study: Study, share: number): Promise<void> {
    if (this.isLive(study)) this.emit({ type: 'studying', study: study.number, share });
    await nextTask();
    if (!this.isLive(study) || this.makesWay()) throw new BrokenOff();
  }

  private isLive(study: Study): boolean {
    return this.live.get(study.number) === study;
  }

  /** Ends a study; its memory is freed when its present part is done. */
  private end(number: number): void {
    const study = this.live.get(number);
    if (study === undefined) {
      // It may still wait in the queue, which keeps the order of commands.
      this.enqueue(() => Promise.resolve(void this.live.delete(number)));
      return;
    }
    this.live.delete(number);
    this.enqueue(async () => {
      await study.parts?.return(undefined).catch(() => undefined);
    });
  }

  private endAll(message: string | null): void {
    for (const number of [...this.live.keys()]) {
      this.end(number);
      this.emit({ type: 'study-ended', study: number, message });
    }
  }
}

import { isLost } from '../compute/ladder';
import { messageOf } from './message-of';
import { instrument, StudyDesk, type StudyHome } from './study-instruments';
import type { StudyCommand, StudyEvent } from './study-protocol';

/** A study under way. It begins with its first part. */
interface Study {
  readonly desk: StudyDesk;
  readonly parts: AsyncGenerator<unknown, void>;
}

/**
 * Studies of thoughts beside the engine's own work: each part is a task of its own in the engine's
 * queue, so that nobody waits for more than one.
 */
export class Studies {
  private desk: StudyDesk | null = null;
  private readonly live = new Map<number, Study>();

  constructor(
    private readonly enqueue: (work: () => Promise<void>) => void,
    private readonly emit: (event: StudyEvent) => void,
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
      const { desk } = this;
      if (desk === null || input.length !== desk.home.weights.config.seq_len) {
        const message = 'The model for this puzzle is not open yet.';
        this.emit({ type: 'study-ended', study: number, message });
        return;
      }
      this.live.set(number, { desk, parts: instrument(desk, question, order) });
      await this.step(number);
    });
  }

  /** Studies thoughts of this model from now on; what is under way ends. */
  attach(home: StudyHome): void {
    this.endAll();
    if (this.desk?.home.backend === home.backend) this.desk.dispose();
    this.desk = new StudyDesk(home);
  }

  /** The backend is about to end, or has. */
  release(): void {
    this.endAll();
    this.desk = null;
  }

  private async step(number: number): Promise<void> {
    const study = this.live.get(number);
    if (study === undefined) return;
    try {
      const { done, value } = await study.parts.next();
      if (!this.live.has(number)) return;
      if (done === true) {
        this.live.delete(number);
        this.emit({ type: 'study-ended', study: number, message: null });
        return;
      }
      if (value !== null) {
        const part = value as Extract<StudyEvent, { type: 'studied' }>['part'];
        this.emit({ type: 'studied', study: number, part });
      }
      this.enqueue(() => this.step(number));
    } catch (error) {
      if (!this.live.delete(number)) return;
      const lost = study.desk !== this.desk || (await isLost(study.desk.home.backend));
      const message = lost ? 'The device was lost; try again.' : messageOf(error);
      this.emit({ type: 'study-ended', study: number, message });
    }
  }

  /** Breaks a study off; what it allocated is freed when its present part is done. */
  private end(number: number): void {
    const study = this.live.get(number);
    if (study === undefined) {
      // It may still wait in the queue, which keeps the order of commands.
      this.enqueue(() => Promise.resolve(void this.live.delete(number)));
      return;
    }
    this.live.delete(number);
    this.enqueue(async () => {
      await study.parts.return(undefined).catch(() => undefined);
    });
  }

  private endAll(): void {
    for (const number of [...this.live.keys()]) {
      this.end(number);
      this.emit({ type: 'study-ended', study: number, message: null });
    }
  }
}

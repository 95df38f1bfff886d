/** Collects events to the app, so that many sent messages do not cause as many posts. */
import type { Cancel, Environment } from '../environment/environment.ts';
import { gathered, type PostedEvent } from '../protocol/outcomesTogether.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';

/** ms during which outcomes of sent messages are collected. */
const GATHER = 20;

/**
 * Keeps the order. An answer leaves at once with all earlier events, states leave in the next turn of the
 * event loop, outcomes of messages within 20 ms. Of several waiting outcomes of one message, only the last is
 * sent.
 */
export class EventPost {
  readonly #environment: Environment;
  readonly #post: (events: readonly PostedEvent[]) => void;
  #waiting: ConnectionEvent[] = [];
  /** Index in `#waiting` of the latest outcome of each message. */
  readonly #outcomes = new Map<number, number>();
  #cancelGather: Cancel | undefined;
  #turnComes = false;

  constructor(environment: Environment, post: (events: readonly PostedEvent[]) => void) {
    this.#environment = environment;
    this.#post = post;
  }

  tell(event: ConnectionEvent): void {
    if (event.kind === 'published') {
      this.#outcome(event);
      return;
    }
    this.#waiting.push(event);
    if (event.kind === 'answered') this.flush();
    else this.#soon();
  }

  flush(): void {
    this.#cancelGather?.();
    this.#cancelGather = undefined;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#outcomes.clear();
    this.#post(gathered(events));
  }

  #outcome(event: Extract<ConnectionEvent, { readonly kind: 'published' }>): void {
    const place = this.#outcomes.get(event.id);
    if (place !== undefined) {
      this.#waiting[place] = event;
      return;
    }
    this.#outcomes.set(event.id, this.#waiting.length);
    this.#waiting.push(event);
    this.#cancelGather ??= this.#environment.after(GATHER, () => {
      this.flush();
    });
  }

  #soon(): void {
    if (this.#turnComes) return;
    this.#turnComes = true;
    this.#environment.nextTurn(() => {
      this.#turnComes = false;
      this.flush();
    });
  }
}

/** Reports messages for the device that a connection signed in as. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Environment } from '../environment/environment.ts';
import type { AlinkEvent, PlatformMessage } from './alinkProtocol.ts';

/** Reported within `WITHIN` µs, so that a flood does not block the page. */
const MOST = 200;
const WITHIN = 100_000;

export class PlatformMessages {
  /**
   * The device's name in its convention; undefined if the connection belongs to no device, and nothing is
   * reported.
   */
  device: string | undefined;
  readonly #environment: Pick<Environment, 'origin' | 'nextTurn'>;
  readonly #tell: (event: AlinkEvent) => void;
  #waiting: PlatformMessage[] = [];
  #missed = 0;
  #since = Number.NEGATIVE_INFINITY;
  #told = 0;

  constructor(
    environment: Pick<Environment, 'origin' | 'nextTurn'>,
    tell: (event: AlinkEvent) => void,
  ) {
    this.#environment = environment;
    this.#tell = tell;
  }

  /** Handles a PUBLISH of the capture on a topic of a convention. */
  hear({ number, time, direction, topic, meaning, payload }: MessageArrival): void {
    if (this.device === undefined || direction !== 'in') return;
    if (!meaning.isForDevice || meaning.device !== this.device) return;
    if (this.#waiting.length === 0 && this.#missed === 0) {
      this.#environment.nextTurn(() => {
        this.#flush();
      });
    }
    if (time - this.#since >= WITHIN) {
      this.#since = time;
      this.#told = 0;
    }
    if (this.#told >= MOST) {
      this.#missed += 1;
      return;
    }
    this.#told += 1;
    const at = this.#environment.origin + time / 1000;
    this.#waiting.push({ packet: number, at, topic, payload: payload.slice() });
  }

  #flush(): void {
    const messages = this.#waiting;
    const missed = this.#missed;
    this.#waiting = [];
    this.#missed = 0;
    this.#tell({ kind: 'platform-messages', messages, missed });
  }
}

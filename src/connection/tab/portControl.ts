/** A line of the control interface over a message port. */
import type { ControlAnswer } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { LEFT } from '../environment/portProtocol.ts';
import { type Clock, millisecondsOf } from './alarm.ts';

/**
 * ms. A reader that consumes nothing for this long is considered gone, because a worker can be terminated
 * without notice.
 */
const ACK_TIMEOUT = 60_000;

/** @param soon called when the broker may have output */
export function keepControl(
  port: MessagePort,
  control: (line: ControlLine) => ControlSession,
  soon: () => void,
  clock: Pick<Clock, 'now' | 'after'>,
): void {
  const over = (): void => {
    session.closed();
    soon();
    port.close();
  };
  const line = new PortLine(port, clock, over);
  const session = control(line);
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === LEFT) {
      over();
      return;
    }
    // Output may be possible again.
    if (typeof data === 'number') line.taken(data);
    else session.receive(data, millisecondsOf(clock));
    soon();
  };
  // Only some browsers report it.
  port.addEventListener('close', over);
}

class PortLine implements ControlLine {
  readonly #port: MessagePort;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #lost: () => void;
  /** Sizes of the messages that the reader has not consumed yet, which a port does not report. */
  readonly #waiting: number[] = [];
  #backlog = 0;
  #taken = 0;
  #isWatched = false;

  /** @param lost called when the reader is gone */
  constructor(port: MessagePort, clock: Pick<Clock, 'after'>, lost: () => void) {
    this.#port = port;
    this.#clock = clock;
    this.#lost = lost;
  }

  get backlog(): number {
    return this.#backlog;
  }

  tell(answer: ControlAnswer): void {
    this.#wait(JSON.stringify(answer).length);
    this.#port.postMessage(answer);
  }

  packets(batch: Uint8Array): void {
    const frame = batch.slice();
    this.#wait(frame.length);
    this.#port.postMessage(frame, [frame.buffer]);
  }

  close(): void {
    this.#port.close();
  }

  /** The reader has consumed `count` more messages. */
  taken(count: number): void {
    for (const size of this.#waiting.splice(0, count)) this.#backlog -= size;
    this.#taken += count;
  }

  #wait(size: number): void {
    this.#waiting.push(size);
    this.#backlog += size;
    this.#watch();
  }

  #watch(): void {
    if (this.#isWatched || this.#waiting.length === 0) return;
    this.#isWatched = true;
    const before = this.#taken;
    this.#clock.after(ACK_TIMEOUT, () => {
      this.#isWatched = false;
      if (this.#taken === before) this.#lost();
      else this.#watch();
    });
  }
}

/** A line of the control interface over a message port. */
import type { ControlAnswer } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { LEFT } from '../environment/portProtocol.ts';
import { type Clock, millisecondsOf } from './alarm.ts';

/** ms; a reader that takes nothing for so long is no more: a worker can be ended without a word. */
const PATIENCE = 60_000;

/** @param soon to be called when the broker may have something to say */
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
    // Room that was waited for may be there.
    if (typeof data === 'number') line.taken(data);
    else session.receive(data, millisecondsOf(clock));
    soon();
  };
  // Where the browser tells.
  port.addEventListener('close', over);
}

class PortLine implements ControlLine {
  readonly #port: MessagePort;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #lost: () => void;
  /** Sizes of the messages that the reader has not taken yet; a port itself does not tell. */
  readonly #waiting: number[] = [];
  #backlog = 0;
  #taken = 0;
  #isWatched = false;

  /** @param lost called where the reader is no more */
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

  /** The reader has so many more messages. */
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
    this.#clock.after(PATIENCE, () => {
      this.#isWatched = false;
      if (this.#taken === before) this.#lost();
      else this.#watch();
    });
  }
}

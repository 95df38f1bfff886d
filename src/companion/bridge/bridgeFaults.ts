/** Applies fault rules to packets on the bridge and reports the marks. */
import { tapsOfDevices } from '../../broker/tap/deviceTaps.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { WireHost } from '../wires/wireHost.ts';

export class BridgeFaults {
  /** Reports only marks, because pages see their own packets. */
  readonly taps = tapsOfDevices(CONVENTIONS.secrets);
  readonly wires = new WireHost({
    marked: (mark) => {
      this.taps.marked(mark);
      this.#flushLater();
    },
    placed: (mark) => {
      this.taps.placed(mark);
      this.#flushLater();
    },
  });
  #count = 0;
  #isFlushing = false;

  /** Number of the next connection. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Sends the events of a turn in one message. */
  #flushLater(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.taps.flush();
    });
  }
}

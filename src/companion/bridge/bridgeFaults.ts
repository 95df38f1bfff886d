/** What is done on purpose to packets on the bridge, and who hears of it. */
import { tapsOfDevices } from '../../broker/tap/deviceTaps.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { WireHost } from '../wires/wireHost.ts';

export class BridgeFaults {
  /** Marks alone are told from here: pages see their own packets. */
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

  /** A number for a connection. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** What came in a turn leaves in one message. */
  #flushLater(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.taps.flush();
    });
  }
}

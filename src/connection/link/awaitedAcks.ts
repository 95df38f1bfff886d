/**
 * Estimates how many messages the server has under way to us: their rate, times the round trips of each, times the time of
 * a round trip. A server that limits this number (Mosquitto: 20) waits for our acknowledgements when it is reached, and
 * messages queue up or are discarded there.
 */
import { PUBACK, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { every } from '../environment/interval.ts';

/** Messages under way, of the usual limit of 20 and as a share of our Receive Maximum. */
const MANY = 14;
const SHARE = 0.7;
/** Seconds above the limit until it is reported, and below it until that ends. */
const STEADY = 5;
/** µs after which a measured round trip is not used any more. */
const RECENT = 5_000_000;
const SECOND = 1000;

export class AwaitedAcks {
  readonly #environment: Environment;
  readonly #limit: number;
  readonly #tell: (about: number | undefined) => void;
  /** Messages of QoS 1 and 2 since `#since`, µs. */
  #ofQoS1 = 0;
  #ofQoS2 = 0;
  #since = 0;
  /** Packet identifier of the PUBREC whose PUBREL is timed; 0 for none. */
  #timed = 0;
  #timedAt = 0;
  /** µs, and the time of its measurement. */
  #release: { readonly took: number; readonly at: number } | undefined;
  #ping: number | undefined;
  /** Consecutive seconds on the other side of the limit than reported. */
  #seconds = 0;
  #isReported = false;
  #stop: Cancel | undefined;

  /**
   * @param receiveMaximum ours
   * @param tell about how many are under way; undefined: no longer many
   */
  constructor(
    environment: Environment,
    receiveMaximum: number,
    tell: (about: number | undefined) => void,
  ) {
    this.#environment = environment;
    this.#limit = Math.min(MANY, SHARE * receiveMaximum);
    this.#tell = tell;
  }

  /** We acknowledge a packet. @param type of the acknowledgement */
  answered(type: number, packetId: number): void {
    if (type === PUBACK) this.#ofQoS1 += 1;
    else if (type === PUBREC) {
      this.#ofQoS2 += 1;
      if (this.#timed === 0) {
        this.#timed = packetId;
        this.#timedAt = this.#environment.now();
      }
    } else if (packetId === this.#timed) {
      const at = this.#environment.now();
      this.#release = { took: at - this.#timedAt, at };
      this.#timed = 0;
    }
    if (this.#stop === undefined) this.#start();
  }

  /** @param ms round trip of PINGREQ */
  pinged(ms: number): void {
    this.#ping = ms * 1000;
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #start(): void {
    this.#since = this.#environment.now();
    this.#stop = every(this.#environment, SECOND, () => {
      this.#look();
    });
  }

  #look(): void {
    const now = this.#environment.now();
    const roundTrips = this.#ofQoS1 + 2 * this.#ofQoS2;
    const underWay = (roundTrips * (this.#roundTrip(now) ?? 0)) / (now - this.#since);
    this.#ofQoS1 = 0;
    this.#ofQoS2 = 0;
    this.#since = now;
    if (underWay > this.#limit === this.#isReported) this.#seconds = 0;
    else this.#seconds += 1;
    if (this.#seconds === STEADY) {
      this.#seconds = 0;
      this.#isReported = !this.#isReported;
      this.#tell(this.#isReported ? Math.round(underWay) : undefined);
    }
    if (roundTrips === 0 && !this.#isReported) this.end();
  }

  /** µs; undefined if none was measured. */
  #roundTrip(now: number): number | undefined {
    // Its PUBREL may be lost.
    if (now - this.#timedAt > RECENT) this.#timed = 0;
    if (this.#release !== undefined && now - this.#release.at <= RECENT) return this.#release.took;
    return this.#ping;
  }
}

/**
 * Finds a device that signs in elsewhere too: the platform keeps one connection of a device, and before
 * MQTT 5 ends the other without a word, as a network does that breaks down. Two clients that connect
 * anew by themselves would throw out one another for ever.
 */
import type { Failure } from '../protocol/protocol.ts';

/** µs from CONNACK. A client that was thrown out is back within that, and a network seldom breaks down twice so soon. */
const SHORT = 30_000_000;

export class Displacement {
  /** Connections in a row that a device lost soon after CONNACK. */
  #shortLives = 0;

  /** A person connects or disconnects on purpose. */
  forget(): void {
    this.#shortLives = 0;
  }

  /**
   * What the failure is, seen with those before it. Only that of a device's connection can be another.
   * @param lasted µs from CONNACK to its end; undefined: there was none
   */
  judge(failure: Failure, lasted: number | undefined): Failure {
    // A server that is not there, or refuses, has ended the connection before for reasons of its own.
    if (failure.kind !== 'lost' || lasted === undefined || lasted >= SHORT) {
      this.#shortLives = 0;
      return failure;
    }
    this.#shortLives += 1;
    return this.#shortLives < 2 ? failure : { ...failure, kind: 'displaced' };
  }
}

/**
 * Detects a device that also signs in elsewhere. The platform keeps one connection per device, and before
 * MQTT 5 ends the other without notice, like a failing network. Two clients that reconnect automatically
 * would displace each other endlessly.
 */
import type { Failure } from '../protocol/protocol.ts';

/** µs from CONNACK. A displaced client is back within this time, and a network seldom fails twice so soon. */
const SHORT = 30_000_000;

export class DeviceTakeover {
  /** Consecutive connections of a device that ended soon after CONNACK. */
  #shortLives = 0;

  /** The user connects or disconnects deliberately. */
  forget(): void {
    this.#shortLives = 0;
  }

  /**
   * Classifies the failure with regard to earlier ones. Only the failure of a device's connection can change.
   * @param lasted µs from CONNACK to its end; undefined if there was no CONNACK
   */
  judge(failure: Failure, lasted: number | undefined): Failure {
    // An absent or rejecting server ended the connection before for its own reasons.
    if (failure.kind !== 'lost' || lasted === undefined || lasted >= SHORT) {
      this.#shortLives = 0;
      return failure;
    }
    this.#shortLives += 1;
    return this.#shortLives < 2 ? failure : { ...failure, kind: 'displaced' };
  }
}

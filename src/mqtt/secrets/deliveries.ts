/** Messages in which a platform delivers secrets to clients, described by conventions. */
import type { ByteRange } from './framingTrust.ts';

export interface SecretDeliveries {
  /** First bytes of the topics with such messages, compared for every PUBLISH. */
  readonly beginnings: readonly string[];
  /**
   * Ranges of the secrets from the payload's first byte; empty for other messages.
   * @param topic undefined if unknown: the worst case is assumed
   */
  readonly secretsIn: (topic: string | undefined, payload: Uint8Array) => readonly ByteRange[];
}

/** Messages in which a platform hands secrets to clients: what a convention says of them. */
import type { ByteRange } from './framingTrust.ts';

export interface SecretDeliveries {
  /** What the names of the topics begin with on which it does. Looked at in every PUBLISH. */
  readonly beginnings: readonly string[];
  /**
   * Where the secrets lie, from the payload's first byte; of a message that is none of these, nowhere.
   * @param topic undefined: nobody knows it, and the worst is to be thought
   */
  readonly secretsIn: (topic: string | undefined, payload: Uint8Array) => readonly ByteRange[];
}

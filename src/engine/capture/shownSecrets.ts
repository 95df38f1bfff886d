import type { Secrets } from '../../mqtt/secrets/secrets.ts';

/** Secrets in the rows and topics of a capture. The user can reveal the secrets of a file. */
export class ShownSecrets {
  isRevealed = false;
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** See `Secrets`. */
  maskMessage(topic: string, payload: Uint8Array): Uint8Array {
    return this.isRevealed ? payload : this.#secrets.maskMessage(topic, payload);
  }
}

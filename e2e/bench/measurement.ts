/** What the bench's driver asks of its page. */
export type Kind = 'bare' | 'mqttjs' | 'ours';

export interface Measurement {
  readonly kind: Kind;
  readonly url: string;
  readonly packets: number;
  readonly bytes: number;
}

export interface Measured {
  /** From the first message seen to the last, ms. */
  readonly ms: number;
  /** Bytes for the bare WebSocket, messages for the others. */
  readonly count: number;
}

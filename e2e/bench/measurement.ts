/** What the bench's driver asks of its page. */
import type { PcapngCounts } from './pcapngStream.ts';

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

/** A capture file that was opened. */
export interface Opened {
  readonly ms: number;
  /** What is in the file. */
  readonly made: PcapngCounts;
  /** What the app found in it. */
  readonly found: {
    readonly packets: number;
    readonly messages: number;
    readonly discarded: number;
  };
}

/** What a page's subscriber has seen of a broker. */
export interface Received {
  /** From the first message seen to the last. */
  readonly ms: number;
  /** Messages, each the one that was due. */
  readonly count: number;
  /** After the first message. */
  readonly frames: number;
}

/** Properties of PUBLISH seen lately and found good: most senders send the same ones all the time. */
import type { Sender } from '../../mqtt/packet.ts';

export interface PropertiesRead {
  /** Bytes that the properties and their length take. */
  readonly length: number;
  /** 0: none. */
  readonly topicAlias: number;
  readonly contentType: string | undefined;
  /** Seconds. */
  readonly messageExpiry: number | undefined;
  /** The payload is announced as UTF-8. */
  readonly payloadIsText: boolean;
  readonly hasIdentifier: boolean;
  /** Counted from the properties' beginning. */
  readonly reply: ReplyPlaces | undefined;
  readonly isSpecial: boolean;
  readonly breaksRule: boolean;
}

/** Where a request says how it is to be answered, and a reply what it answers; equal ends: it does not. */
export interface ReplyPlaces {
  readonly topicStart: number;
  readonly topicEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
}

interface Known {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly read: PropertiesRead;
}

const MOST = 4;
/** Bytes; longer ones are rarely the same twice. */
const LONGEST = 256;

export class KnownProperties {
  #known: Known[] = [];

  /** What the properties at `from` say, where the same bytes were seen before. */
  find(bytes: Uint8Array, from: number, sender: Sender): PropertiesRead | undefined {
    for (const known of this.#known) {
      if (known.sender === sender && standsAt(bytes, from, known.bytes)) return known.read;
    }
    return undefined;
  }

  /** @param bytes the properties with their length in front; kept, not copied */
  add(bytes: Uint8Array, sender: Sender, read: PropertiesRead): void {
    if (bytes.length > LONGEST) return;
    this.#known = [{ bytes, sender, read }, ...this.#known.slice(0, MOST - 1)];
  }
}

function standsAt(bytes: Uint8Array, from: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[from + index] !== wanted[index]) return false;
  }
  return true;
}

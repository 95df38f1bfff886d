/** Tracks in each stream if packet boundaries are certain. */
import type { PacketProblem } from '../dissect/dissection.ts';
import { connectVersion, headerLength, peekType } from '../framing/peek.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { packetSizeAt } from '../tables/packetSize.ts';
import { type Doubt, doubtOf, type Trust } from './framingTrust.ts';
import { AUTHENTICATION_DATA, AUTHENTICATION_METHOD, isPlainPacket } from './plainPacket.ts';

/**
 * Knowledge about a stream's first bytes. `packet`: they begin a packet. `connect`: they begin a CONNECT, if
 * the client can be trusted at all. `middle`: nothing is known. `guess`: even the sides may be mixed up.
 * Hiding bytes may hide the error in them, so as little as possible is hidden for a `guess` and for packets
 * that arrived already `cut` from a known sender.
 */
export type Beginning = 'packet' | 'connect' | 'middle' | 'guess' | 'cut';

/** Good packets needed after a doubt to establish packet boundaries. */
const FOUND_AFTER = 2;

interface Side {
  /** Good packets still needed to establish packet boundaries. */
  missing: number;
  /**
   * Good packets needed before a packet may begin with letters: bytes are missing before the next packet, or
   * the packet before it may have been too long.
   */
  shaken: number;
  /** The stream was cut from its beginning, or from a place that is indistinguishable from it. */
  isKnown: boolean;
  isFirst: boolean;
}

const known = (): Side => ({ missing: 0, shaken: 0, isKnown: true, isFirst: true });
/** State of a side after good packets; shared by nearly all sides. */
const SETTLED: Readonly<Side> = { missing: 0, shaken: 0, isKnown: true, isFirst: false };
const unknown = (missing: number): Side => ({
  missing,
  shaken: FOUND_AFTER,
  isKnown: false,
  isFirst: true,
});

type Sides = Record<Sender, Readonly<Side>>;

const SIDES: Readonly<Record<Beginning, () => Sides>> = {
  packet: () => ({ client: known(), server: known() }),
  connect: () => ({ client: unknown(Infinity), server: known() }),
  middle: () => ({ client: unknown(FOUND_AFTER), server: unknown(0) }),
  // A packet that is good from either side is accepted as the server's.
  guess: () => ({ client: unknown(0), server: { ...known(), isKnown: false } }),
  cut: () => ({ client: unknown(0), server: known() }),
};

/** Missing bytes of one side; 0: the number is unknown. */
export interface Gap {
  readonly sender: Sender;
  readonly bytes: number;
}

const UNKNOWN_GAP: readonly Gap[] = [{ sender: 'client', bytes: 0 }];

/** State of one stream, both directions. */
export class FramingTrust {
  readonly #sides: Sides;
  /** After a whole CONNECT without an authentication method, no text of the client is secret. */
  #mayHaveSecrets = true;
  #mayAuthenticate = true;
  /** Bytes that the newest packet of a side announces after its captured ones. */
  readonly #announced: Record<Sender, number> = { client: 0, server: 0 };

  constructor(begins: Beginning = 'packet') {
    this.#sides = SIDES[begins]();
  }

  /** Only the next packet itself can raise a doubt. */
  isSettled(sender: Sender): boolean {
    const { missing, shaken, isKnown } = this.#sides[sender];
    return missing === 0 && shaken === 0 && (isKnown || sender === 'client');
  }

  isLost(sender: Sender): boolean {
    return this.#sides[sender].missing > 0;
  }

  /** The next bytes begin a packet for certain, according to more than their content. */
  found(sender: Sender): void {
    this.#sides[sender] = SETTLED;
  }

  /** Begins with a CONNECT, which also identifies the server. */
  #begins(connect: Uint8Array): void {
    this.found('client');
    this.#mayHaveSecrets = this.#mayAuthenticate && connect.includes(AUTHENTICATION_METHOD);
    if (this.#sides.server.isFirst) this.#sides.server = known();
  }

  /** The side that its packets are checked as: in the middle of a stream, a server may be a client. */
  judged(sender: Sender): Sender {
    return this.#sides[sender].isKnown ? sender : 'client';
  }

  /**
   * Bytes are missing before the next packet. An expected CONNECT may be missing, too.
   * @param gaps where, as far as known
   */
  gap(gaps: readonly Gap[] = UNKNOWN_GAP): void {
    for (const { sender, bytes } of gaps) {
      const isAnnounced = bytes > 0 && bytes === this.#announced[sender];
      this.#announced[sender] = 0;
      // The packet and its bytes end together, so its length is right.
      if (isAnnounced) this.found(sender);
      else if (sender === 'client') this.#shake();
    }
  }

  #shake(): void {
    if (!this.#mayHaveSecrets) return;
    const { client } = this.#sides;
    const shaken = Math.max(client.shaken, 1);
    this.#sides.client = { ...client, shaken, missing: Math.min(client.missing, FOUND_AFTER) };
  }

  /** Handles the next packet by its problems. */
  take(
    sender: Sender,
    bytes: Uint8Array,
    problems: readonly PacketProblem[],
    version: ProtocolVersion | undefined,
  ): Trust {
    const judged = this.judged(sender);
    // Malformed for a server: if the side may be the client, this is not a packet of a server.
    const isOther = judged !== sender && problems.some(({ severity }) => severity === 'malformed');
    return this.next(sender, bytes, isOther ? 'all' : doubtOf(bytes, problems, judged, version));
  }

  /** Handles the next packet, or bytes that look like one. */
  next(sender: Sender, bytes: Uint8Array, doubt: Doubt): Trust {
    // A good packet on a settled side changes nothing.
    if (doubt === 'none' && this.#sides[sender] === SETTLED) return 'good';
    if (doubt === 'text' && this.#sides[sender] === SETTLED) return 'doubtful';
    const { isFirst } = this.#sides[sender];
    let side = { ...this.#sides[sender], isFirst: false };
    // Its first byte is the stream's, so an error in it can be shown.
    const isBeginning = isFirst && side.missing === Infinity;
    if (sender === 'client' && peekType(bytes) === 'connect') {
      this.#mayAuthenticate = (connectVersion(bytes) ?? 5) === 5;
      if (isFirst && doubt === 'none') {
        this.#begins(bytes);
        side = { ...SETTLED };
      }
      side.missing = Math.min(side.missing, FOUND_AFTER);
    }
    if (side.missing === Infinity && doubt === 'none' && isPlainPacket(bytes))
      side.missing = FOUND_AFTER;
    const isPlain = doubt === 'none' && isPlainPacket(bytes);
    if (side.shaken > 0 && side.missing === 0 && !isPlain && this.#mayBeText(bytes)) {
      side.missing = FOUND_AFTER;
    }
    const isLost = side.missing > 0;
    const isDoubtful = doubt === 'all' || doubt === 'text' || (isLost && doubt === 'message');
    if (isDoubtful) side.missing = Math.max(side.missing, FOUND_AFTER);
    else if (isLost) side.missing -= 1;
    if (!isDoubtful && sender === 'server') side.isKnown = true;
    if (doubt === 'message') side.shaken = Math.max(side.shaken, 1);
    else if ((side.missing === 0 || isPlain) && side.shaken > 0) side.shaken -= 1;
    this.#sides[sender] = isSettled(side) ? SETTLED : side;
    if (isLost && isPlain) return 'good';
    if (isLost && !isBeginning) return 'lost';
    return isLost || isDoubtful ? 'doubtful' : 'good';
  }

  /** Handles a packet without its end, whose length is therefore unconfirmed. */
  partial(sender: Sender, bytes: Uint8Array, isDoubtful: boolean): Trust {
    const { isKnown, shaken } = this.#sides[sender];
    const isSure = (isKnown && shaken === 0) || !this.#mayBeText(bytes);
    this.#announced[sender] = packetSizeAt(bytes, 0, bytes.length) - bytes.length;
    return this.next(sender, bytes, isDoubtful || !isSure ? 'all' : 'none');
  }

  /**
   * True if the bytes may begin in the middle of a text, such as a client identifier or a user name. A text
   * ends with any characters, followed by the length of the next field. Authentication data follows the
   * authentication method.
   */
  #mayBeText(bytes: Uint8Array): boolean {
    const length = Math.min(headerLength(bytes) || bytes.length, bytes.length);
    const isData = this.#mayAuthenticate && bytes[1] === AUTHENTICATION_DATA;
    return bytes.subarray(0, isData ? 1 : length).every((byte) => byte >= 0x20 && byte < 0x7f);
  }
}

const isSettled = ({ missing, shaken, isKnown }: Side) => missing === 0 && shaken === 0 && isKnown;

/** Where packets begin for sure: what is known of it after each packet of a stream. */
import type { PacketProblem } from '../dissect/dissection.ts';
import { headerLength, peekType } from '../framing/peek.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { type Doubt, doubtOf, type Trust } from './framingTrust.ts';

/**
 * What is known of a stream's first bytes: packets begin with them; a CONNECT does, if anything of the
 * client's can be believed; nothing (`middle`), and who the client is may be a guess. To hide them may
 * hide what is wrong in them: so little as can be is hidden of a `guess`, and of packets that came `cut`,
 * by whom is known.
 */
export type Beginning = 'packet' | 'connect' | 'middle' | 'guess' | 'cut';

/** Good packets after a doubt that show where packets begin: they are overwritten themselves. */
const FOUND_AFTER = 2;

interface Side {
  /** Packets that have to be good until it is known where packets begin. */
  missing: number;
  /**
   * Good packets until one may begin with letters: something is missing before the next packet, or the
   * one before it may have been too long.
   */
  shaken: number;
  /** It was cut from its beginning, or where it cannot be told from that. */
  isKnown: boolean;
  isFirst: boolean;
}

const known = (): Side => ({ missing: 0, shaken: 0, isKnown: true, isFirst: true });
/** A side after good packets; shared by all of them, because nearly all sides are so. */
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
  // Of the server, a packet that is good whoever sent it is taken for one.
  guess: () => ({ client: unknown(0), server: { ...known(), isKnown: false } }),
  cut: () => ({ client: unknown(0), server: known() }),
};

/** One stream, both directions. */
export class FramingTrust {
  readonly #sides: Sides;

  constructor(begins: Beginning = 'packet') {
    this.#sides = SIDES[begins]();
  }

  /** Nothing but the next packet itself can make it doubtful. */
  isSettled(sender: Sender): boolean {
    const { missing, shaken, isKnown } = this.#sides[sender];
    return missing === 0 && shaken === 0 && (isKnown || sender === 'client');
  }

  isLost(sender: Sender): boolean {
    return this.#sides[sender].missing > 0;
  }

  /** What comes next begins a packet for sure: not by its bytes alone. */
  found(sender: Sender): void {
    this.#sides[sender] = SETTLED;
  }

  /** With a CONNECT: it tells also who the server is. */
  #begins(): void {
    this.found('client');
    if (this.#sides.server.isFirst) this.#sides.server = known();
  }

  /** As whose its packets are to be judged: in the middle of a stream, a server may be a client. */
  judged(sender: Sender): Sender {
    return this.#sides[sender].isKnown ? sender : 'client';
  }

  /** Bytes are missing before the next packet; what was to begin with a CONNECT may lack it. */
  gap(): void {
    const { client } = this.#sides;
    const shaken = Math.max(client.shaken, 1);
    this.#sides.client = { ...client, shaken, missing: Math.min(client.missing, FOUND_AFTER) };
  }

  /** Takes the packet that comes next, by what is wrong with it. */
  take(
    sender: Sender,
    bytes: Uint8Array,
    problems: readonly PacketProblem[],
    version: ProtocolVersion | undefined,
  ): Trust {
    const judged = this.judged(sender);
    // Where it may be the client, what a server would not send is no packet of one.
    const isOther = judged !== sender && problems.some(({ severity }) => severity === 'malformed');
    return this.next(sender, bytes, isOther ? 'all' : doubtOf(bytes, problems, judged, version));
  }

  /** Takes the packet, or what looks like one, that comes next. */
  next(sender: Sender, bytes: Uint8Array, doubt: Doubt): Trust {
    // What is good says nothing new.
    if (doubt === 'none' && this.#sides[sender] === SETTLED) return 'good';
    const { isFirst } = this.#sides[sender];
    let side = { ...this.#sides[sender], isFirst: false };
    // Its first byte is the stream's: what is wrong in it can be told.
    const isBeginning = isFirst && side.missing === Infinity;
    if (sender === 'client' && peekType(bytes) === 'connect') {
      if (isFirst && doubt === 'none') {
        this.#begins();
        side = { ...SETTLED };
      }
      side.missing = Math.min(side.missing, FOUND_AFTER);
    }
    if (side.shaken > 0 && side.missing === 0 && mayBeText(bytes)) side.missing = FOUND_AFTER;
    const isLost = side.missing > 0;
    const isDoubtful = doubt === 'all' || (isLost && doubt === 'message');
    if (isDoubtful) side.missing = Math.max(side.missing, FOUND_AFTER);
    else if (isLost) side.missing -= 1;
    if (!isDoubtful && sender === 'server') side.isKnown = true;
    if (doubt === 'message') side.shaken = Math.max(side.shaken, 1);
    else if (side.missing === 0 && side.shaken > 0) side.shaken -= 1;
    this.#sides[sender] = isSettled(side) ? SETTLED : side;
    if (isLost && !isBeginning) return 'lost';
    return isLost || isDoubtful ? 'doubtful' : 'good';
  }

  /** Takes a packet of which the end is missing: nothing shows that its length is right. */
  partial(sender: Sender, bytes: Uint8Array, isDoubtful: boolean): Trust {
    const { isKnown, shaken } = this.#sides[sender];
    const isSure = (isKnown && shaken === 0) || !mayBeText(bytes);
    return this.next(sender, bytes, isDoubtful || !isSure ? 'all' : 'none');
  }
}

const isSettled = ({ missing, shaken, isKnown }: Side) => missing === 0 && shaken === 0 && isKnown;

/**
 * Whether what is cut as a packet may begin in the middle of a text, such as a client identifier or a
 * user name: those end with any characters, and the length of the next field comes behind them.
 */
function mayBeText(bytes: Uint8Array): boolean {
  const length = Math.min(headerLength(bytes) || bytes.length, bytes.length);
  return bytes.subarray(0, length).every((byte) => byte >= 0x20 && byte < 0x7f);
}

/**
 * Sorts exported PDUs into their connections again, as TCP segments. Most have no sequence numbers: they keep
 * the file's order, and missing bytes between them are not detected.
 */
import { Framer } from '../../../mqtt/framing/framer.ts';
import { HeldSum } from '../bytes/heldSum.ts';
import type { EndKey } from '../tcp/endKey.ts';
import type { TcpSegment } from '../tcp/tcpSegment.ts';
import { beginsConnection } from '../webSocket/recognise.ts';
import type { ExportedPdu } from './exportedPdu.ts';

/** A side of a connection. */
interface Sender {
  /** Next sequence number; undefined: nothing sent yet. */
  next: number | undefined;
  /** Cuts the sent bytes, to detect with which packet the side began; undefined: given up. */
  framer: Framer | undefined;
}

interface Conversation {
  readonly senders: Map<EndKey, Sender>;
  /** Added to all its sequence numbers, to distinguish a later connection between the same ports. */
  readonly shift: number;
  readonly ends: readonly [source: EndKey, destination: EndKey];
}

/** Maximum number of connections that are distinguished at the same time. */
export const MOST_CONNECTIONS = 65_536;
/** MiB of incomplete packets that all senders hold. */
export const MOST_HELD = 64;
const MIB = 1024 * 1024;

/** Larger than the window of any connection. */
const SHIFT = 0x1234_5678;
const NOTHING = new Uint8Array(0);

export class PduStreams {
  readonly #conversations = new Map<EndKey, Map<EndKey, Conversation>>();
  /** In the order of their starts. */
  readonly #inOrder = new Set<Conversation>();
  readonly #held = new HeldSum<Sender>(MOST_HELD * MIB);
  #begun = 0;
  /** Number of connections that were forgotten, and of senders whose PDUs are no longer compared. */
  forgotten = 0;
  uncompared = 0;
  /** Number of PDUs without a sequence number. */
  unnumbered = 0;

  /** Returns the segments of a PDU, in order. */
  segmentsOf(pdu: ExportedPdu): TcpSegment[] {
    const { source, destination, tcp } = pdu;
    const known = this.#find(source, destination);
    const isFirst = beginsConnection(pdu.payload) && !continuesConversation(known, pdu);
    const conversation = known === undefined || isFirst ? this.#begin(pdu) : known;
    const sender = senderOf(conversation, source);
    const bytes = tcp === undefined ? withoutRepeated(sender, pdu) : pdu.payload;
    this.#limitHeld(sender);
    const numbered = tcp?.sequence ?? sender.next ?? 1;
    const sequence = (numbered + conversation.shift) >>> 0;
    const length = bytes.length + pdu.missing;
    sender.next = (numbered + length) >>> 0;
    if (tcp === undefined) this.unnumbered += 1;
    const acknowledgement = tcp?.acknowledgement;
    const segment: TcpSegment = {
      source,
      destination,
      sequence,
      acknowledgement:
        acknowledgement === undefined ? undefined : (acknowledgement + conversation.shift) >>> 0,
      syn: false,
      fin: tcp?.fin ?? false,
      rst: false,
      payload: bytes,
      length,
      ...(tcp === undefined && { mayLack: true as const }),
    };
    if (!isFirst) return [segment];
    const opening = { syn: true, fin: false, acknowledgement: undefined };
    const before = (sequence - 1) >>> 0;
    return [{ ...segment, ...opening, sequence: before, payload: NOTHING, length: 0 }, segment];
  }

  #find(source: EndKey, destination: EndKey): Conversation | undefined {
    return (
      this.#conversations.get(source)?.get(destination) ??
      this.#conversations.get(destination)?.get(source)
    );
  }

  #begin({ source, destination }: ExportedPdu): Conversation {
    const before = this.#find(source, destination);
    if (before !== undefined) this.#end(before);
    const shift = Math.imul(this.#begun, SHIFT) >>> 0;
    const conversation = { senders: new Map(), shift, ends: [source, destination] } as const;
    this.#begun += 1;
    const others = this.#conversations.get(source) ?? new Map<EndKey, Conversation>();
    this.#conversations.set(source, others.set(destination, conversation));
    this.#inOrder.add(conversation);
    if (this.#inOrder.size > MOST_CONNECTIONS) {
      const [oldest = conversation] = this.#inOrder;
      this.#end(oldest);
      this.forgotten += 1;
    }
    return conversation;
  }

  #end(conversation: Conversation): void {
    const [source, destination] = conversation.ends;
    const others = this.#conversations.get(source);
    others?.delete(destination);
    if (others?.size === 0) this.#conversations.delete(source);
    this.#inOrder.delete(conversation);
    for (const sender of conversation.senders.values()) this.#held.set(sender, 0);
  }

  #limitHeld(sender: Sender): void {
    this.#held.set(sender, sender.framer?.pending ?? 0);
    for (let oldest = this.#held.takeExcess(); oldest; oldest = this.#held.takeExcess()) {
      oldest.framer = undefined;
      this.uncompared += 1;
    }
  }
}

function senderOf({ senders }: Conversation, source: EndKey): Sender {
  const known = senders.get(source);
  if (known) return known;
  const sender = { next: undefined, framer: new Framer() };
  senders.set(source, sender);
  return sender;
}

/**
 * True if an apparent start belongs to an existing connection: it has no answer yet, or the sequence number
 * is its next one.
 */
function continuesConversation(
  conversation: Conversation | undefined,
  { source, tcp }: ExportedPdu,
): boolean {
  if (conversation === undefined) return false;
  const { senders } = conversation;
  const next = senders.get(source)?.next;
  const isAnswered = [...senders.keys()].some((key) => key !== source);
  if (!isAnswered && next !== undefined) return true;
  return tcp !== undefined && next === tcp.sequence;
}

/**
 * Removes bytes that are already present. Wireshark exports the start of a packet that continues in another
 * segment or TLS record, and then the whole packet.
 */
function withoutRepeated(
  { framer }: Sender,
  { dissector, payload, missing }: ExportedPdu,
): Uint8Array {
  const isUncut = framer === undefined || framer.error !== undefined;
  if (dissector !== 'mqtt' || missing > 0 || isUncut) return payload;
  const { pending } = framer;
  // Compared only with at least as many new bytes, so that small pieces of a long packet are read in linear time.
  const isRepeated =
    pending > 0 &&
    pending <= payload.length &&
    framer.beginning(pending).every((byte, at) => byte === payload[at]);
  const fresh = isRepeated ? payload.subarray(pending) : payload;
  framer.push(fresh, () => undefined);
  return fresh;
}

/** What the packets seen so far say about each stream: version, topic aliases, open exchanges. */
import type { AckPacket, Packet, ProtocolVersion } from '../mqtt/packet.ts';
import type { Direction } from './direction.ts';
import { SessionFlow } from './sessionFlow.ts';
import { NO_TOPIC, type TopicNames } from './topicNames.ts';

/** One transport connection. */
export interface Stream {
  readonly ordinal: number;
  isOpen: boolean;
  version: ProtocolVersion | undefined;
  cleanStart: boolean;
  session: SessionFlow;
  /** Interned topics behind aliases, for each direction (3.3.2.3.4). */
  readonly aliases: Record<Direction, Map<number, number>>;
}

/** Closed streams that are remembered: bytes of theirs may come a little late. */
const CLOSED_KEPT = 16;

/** Open streams, the last of the closed ones, and the sessions that outlive them. */
export class Streams {
  readonly #names: TopicNames;
  /** Sessions by client identifier. */
  readonly #sessions = new Map<string, SessionFlow>();
  readonly #streams = new Map<number, Stream>();
  #count = 0;

  constructor(names: TopicNames) {
    this.#names = names;
  }

  open(version: ProtocolVersion | undefined): number {
    this.#count += 1;
    const forgotten = this.#streams.get(this.#count - CLOSED_KEPT);
    if (forgotten?.isOpen === false) this.#streams.delete(forgotten.ordinal);
    this.#streams.set(this.#count, {
      ordinal: this.#count,
      isOpen: true,
      version,
      cleanStart: true,
      session: new SessionFlow(),
      aliases: { in: new Map(), out: new Map() },
    });
    return this.#count;
  }

  /** Undefined where it was never opened or has been closed long since. */
  get(ordinal: number): Stream | undefined {
    return this.#streams.get(ordinal);
  }

  /** Topic aliases end with the transport connection (3.3.2.3.4). */
  close(ordinal: number): void {
    const stream = this.#streams.get(ordinal);
    if (stream === undefined) return;
    stream.isOpen = false;
    if (ordinal <= this.#count - CLOSED_KEPT) this.#streams.delete(ordinal);
    for (const aliases of [stream.aliases.in, stream.aliases.out]) {
      for (const topic of aliases.values()) this.#names.release(topic);
      aliases.clear();
    }
    for (const [clientId, session] of this.#sessions) {
      if (session.isIdle && session === stream.session) this.#sessions.delete(clientId);
    }
  }

  /** Exchanges without their last packet, on open streams; on the last one where none is open. */
  get inFlight(): { out: number; in: number } {
    const streams = [...this.#streams.values()];
    const open = streams.filter((stream) => stream.isOpen);
    const current = open.length > 0 ? open : streams.slice(-1);
    const count = { out: 0, in: 0 };
    for (const session of new Set(current.map((stream) => stream.session))) {
      count.out += session.inFlightOut;
      count.in += session.inFlightIn;
    }
    return count;
  }

  /** The topic behind an alias; NO_TOPIC where none was set. */
  aliased(stream: Stream, direction: Direction, alias: number): number {
    return stream.aliases[direction].get(alias) ?? NO_TOPIC;
  }

  setAlias(stream: Stream, direction: Direction, alias: number, topic: number): void {
    const aliases = stream.aliases[direction];
    const before = aliases.get(alias) ?? NO_TOPIC;
    if (before === topic || !stream.isOpen) return;
    this.#names.retain(topic);
    aliases.set(alias, topic);
    this.#names.release(before);
  }

  /** Learns from a packet that is not a PUBLISH. */
  follow(stream: Stream, direction: Direction, packet: Packet): void {
    if (packet.type === 'connect') {
      stream.version = versionOf(packet.protocolLevel) ?? stream.version;
      stream.cleanStart = packet.cleanStart;
      stream.session = this.#sessionOf(packet.clientId);
    } else if (packet.type === 'connack') {
      const isAccepted = packet.reasonCode === 0;
      if (isAccepted && !continues(stream, packet.sessionPresent)) stream.session.clear();
    } else if (isAck(packet)) {
      acknowledge(stream, direction, packet);
    }
  }

  /** A client without an identifier of its own gets a new one each time. */
  #sessionOf(clientId: string): SessionFlow {
    const known = clientId === '' ? undefined : this.#sessions.get(clientId);
    const session = known ?? new SessionFlow();
    if (clientId !== '') this.#sessions.set(clientId, session);
    return session;
  }
}

/** The CONNACK of MQTT 3.1 does not tell whether there is a session; Clean Session has to. */
function continues(stream: Stream, sessionPresent: boolean): boolean {
  return stream.version === 3 ? !stream.cleanStart : sessionPresent;
}

function isAck(packet: Packet): packet is AckPacket {
  return ['puback', 'pubrec', 'pubrel', 'pubcomp'].includes(packet.type);
}

/** Takes note of an acknowledgement of a PUBLISH (4.3). */
export function acknowledge(
  { session }: Stream,
  direction: Direction,
  { type, packetId, reasonCode = 0 }: Pick<AckPacket, 'type' | 'packetId' | 'reasonCode'>,
): void {
  const isRefusal = type === 'pubrec' && reasonCode >= 0x80;
  if (direction === 'out') {
    if (type === 'pubcomp' || isRefusal) session.completed(packetId);
  } else if (type === 'pubrel') {
    session.released(packetId);
  } else if (type !== 'pubrec' || isRefusal) {
    session.answered(packetId);
  }
}

function versionOf(level: number): ProtocolVersion | undefined {
  // The highest bit marks a bridge, by a custom of brokers.
  const version = level & 0x7f;
  return version === 3 || version === 4 || version === 5 ? version : undefined;
}

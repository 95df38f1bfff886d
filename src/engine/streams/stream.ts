/** One transport connection, as far as it has gone. */

import { type Beginning, FramingTrust } from '../../mqtt/secrets/framing.ts';
import type { ConnackPacket, ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { serverLimits, sideLimits } from '../../mqtt/tables/sideLimits.ts';
import type { WireEnd } from '../faults/wirePlace.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import { SparseMap } from '../log/columns/sparse.ts';
import type { Session } from './session.ts';
import type { ConnackFacts, ConnectFacts, StreamEnd, StreamFacts } from './streamFacts.ts';

/** What is known of a connection when it opens. */
export interface StreamOptions {
  /** Where it is known without a CONNECT. */
  readonly version?: ProtocolVersion | undefined;
  /** µs since the capture's origin. */
  readonly time?: number | undefined;
  /** Its first byte is seen; true unless said otherwise. */
  readonly fromStart?: boolean | undefined;
  /** Nobody knows whether both directions are captured. */
  readonly mayLackSide?: boolean | undefined;
  /** Packets begin with its first byte, unless said otherwise. */
  readonly begins?: Beginning | undefined;
  /** `host:port`, or a URL without secrets. */
  readonly client?: string | undefined;
  readonly server?: string | undefined;
  readonly carrier?: string | undefined;
  /** What is worth knowing of it: encrypted, broken at a byte, incomplete. */
  readonly notes?: readonly NoteFact[] | undefined;
}

const NOTES_KEPT = 20;
// Shared by all streams without any: streams are many.
const NO_NOTES: readonly NoteFact[] = [];

/** Changes with every packet of it: whoever wants to keep something copies it. */
export class Stream implements StreamFacts {
  readonly ordinal: number;
  isOpen = true;
  /** Not after a Clear that came when it was closed. */
  isListed = true;
  version: ProtocolVersion | undefined;
  fromStart: boolean;
  isGuessed = false;
  readonly mayLackSide: boolean;
  connect: ConnectFacts | undefined;
  connack: ConnackFacts | undefined;
  disconnect: StreamFacts['disconnect'];
  session: Session;
  /** Of the CONNECT: AUTH may follow (4.12). */
  hasAuthMethod = false;
  /** The broker has the session of before: undefined while that is not decided. */
  continues: boolean | undefined;
  /** Its client came back so soon that it has sent nothing elsewhere, in a session of which all was known. */
  isBackAtOnce = false;
  /** The session's next connection. */
  next: Stream | undefined;
  /** Whether what comes is where packets begin. */
  readonly framing: FramingTrust;
  /** Interned topics behind aliases, for each direction (3.3.2.3.4). */
  #aliases: Readonly<Record<Direction, SparseMap<number, number>>> | undefined;
  readonly client: string | undefined;
  readonly server: string | undefined;
  readonly carrier: string | undefined;
  notes: readonly NoteFact[];
  readonly opened: number | undefined;
  closed: number | undefined;
  /** While it is open: one side has ended it. */
  end: StreamEnd | undefined;
  /** µs since the connection before it was closed, where its client came back. */
  away: number | undefined;
  /** Subscriptions of before that its client, who came back, has sent again. */
  sentAgain = 0;
  hasPackets = false;
  /** Bytes on the wire so far, for each direction: marks name packets by their place in them. */
  readonly wire: Record<Direction, WireEnd> = {
    in: { bytes: 0, since: 0 },
    out: { bytes: 0, since: 0 },
  };
  /** Since Clear. */
  packetsIn = 0;
  packetsOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  /** What was found in it, and of that what is wrong, and not only worth knowing. */
  problems = 0;
  wrong = 0;
  /** Exchanges that end with the connection; 0: none. */
  connectExchange = 0;
  authExchange = 0;
  /** PINGREQ without a PINGRESP, oldest first. */
  pings: readonly number[] | undefined;

  constructor(ordinal: number, session: Session, options: StreamOptions) {
    this.ordinal = ordinal;
    this.session = session;
    this.version = options.version;
    this.fromStart = options.fromStart ?? true;
    this.mayLackSide = options.mayLackSide ?? false;
    this.framing = new FramingTrust(options.begins);
    this.opened = options.time;
    this.client = options.client;
    this.server = options.server;
    this.carrier = options.carrier;
    this.notes = options.notes ?? NO_NOTES;
  }

  get sessionKnown(): boolean {
    return this.session.isKnown;
  }

  /** To be asked only where there may be some. */
  aliases(direction: Direction): SparseMap<number, number> {
    this.#aliases ??= { in: new SparseMap(), out: new SparseMap() };
    return this.#aliases[direction];
  }

  /** Counts go on from 0. */
  clear(): Cleared {
    const { packetsIn, packetsOut, bytesIn, bytesOut, problems, wrong, isListed } = this;
    this.packetsIn = 0;
    this.packetsOut = 0;
    this.bytesIn = 0;
    this.bytesOut = 0;
    this.problems = 0;
    this.wrong = 0;
    this.isListed = this.isOpen;
    return clearedPart(() => {
      this.packetsIn += packetsIn;
      this.packetsOut += packetsOut;
      this.bytesIn += bytesIn;
      this.bytesOut += bytesOut;
      this.problems += problems;
      this.wrong += wrong;
      this.isListed ||= isListed;
    });
  }

  /** The first ones are kept. */
  note(note: NoteFact): void {
    if (this.notes.length < NOTES_KEPT) this.notes = [...this.notes, note];
  }

  count(direction: Direction, bytes: number, packets = 1): void {
    this.hasPackets = true;
    if (direction === 'in') {
      this.packetsIn += packets;
      this.bytesIn += bytes;
    } else {
      this.packetsOut += packets;
      this.bytesOut += bytes;
    }
  }
}

export function connectFacts(
  packet: ConnectPacket,
  owner: string,
  number: number,
  time: number,
): ConnectFacts {
  return {
    packet: number,
    time,
    clientId: packet.clientId,
    owner,
    cleanStart: packet.cleanStart,
    keepAlive: packet.keepAlive,
    sessionExpiry: propertyValue(packet.properties, 'sessionExpiryInterval') ?? 0,
    limits: sideLimits(packet.properties),
  };
}

export function connackFacts(packet: ConnackPacket, number: number, time: number): ConnackFacts {
  const { properties } = packet;
  return {
    packet: number,
    time,
    code: packet.reasonCode,
    sessionPresent: packet.sessionPresent,
    serverKeepAlive: propertyValue(properties, 'serverKeepAlive'),
    assignedClientId: propertyValue(properties, 'assignedClientIdentifier'),
    limits: serverLimits(properties),
  };
}

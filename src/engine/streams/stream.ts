/** State of one transport connection. */

import type { ConnackPacket, ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { serverLimits, sideLimits } from '../../mqtt/tables/sideLimits.ts';
import type { EndCauses } from '../endCauses/endCauses.ts';
import type { WireEnd } from '../faults/wirePlace.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import { SparseMap } from '../log/columns/sparse.ts';
import type { Session } from './session.ts';
import type { ConnackFacts, ConnectFacts, StreamEnd, StreamFacts } from './streamFacts.ts';

/** Facts about a connection when it opens. */
export interface StreamOptions {
  /** Set if it is known without a CONNECT. */
  readonly version?: ProtocolVersion | undefined;
  /** The version was inferred, and possibly the roles as well. */
  readonly isGuessed?: boolean | undefined;
  /** µs since the capture's origin. */
  readonly time?: number | undefined;
  /** The first byte is captured; true by default. */
  readonly fromStart?: boolean | undefined;
  /** The capture may lack one direction. */
  readonly mayLackSide?: boolean | undefined;
  /** `host:port`, or a URL without secrets. */
  readonly client?: string | undefined;
  readonly server?: string | undefined;
  readonly carrier?: string | undefined;
  /** Notes on the stream: encrypted, unreadable from a byte on, incomplete. */
  readonly notes?: readonly NoteFact[] | undefined;
}

export type StreamCounts = Readonly<
  Pick<
    Stream,
    | 'packetsIn'
    | 'packetsOut'
    | 'bytesIn'
    | 'bytesOut'
    | 'problems'
    | 'warnings'
    | 'errors'
    | 'isListed'
  >
>;

const NOTES_KEPT = 20;
// Shared by all streams without notes, because there are many streams.
const NO_NOTES: readonly NoteFact[] = [];

/** Changes with every packet: copy it to keep it. */
export class Stream implements StreamFacts {
  readonly ordinal: number;
  isOpen = true;
  /** False after Clear if the stream was closed. */
  isListed = true;
  version: ProtocolVersion | undefined;
  fromStart: boolean;
  isGuessed = false;
  readonly mayLackSide: boolean;
  connect: ConnectFacts | undefined;
  connack: ConnackFacts | undefined;
  disconnect: StreamFacts['disconnect'];
  session: Session;
  /** CONNECT had an authentication method: AUTH may follow (4.12). */
  hasAuthMethod = false;
  /** True if the broker resumes the session; undefined until this is decided. */
  continues: boolean | undefined;
  /** The client returned so quickly that it was not elsewhere, in a completely known session. */
  isBackAtOnce = false;
  /** The client returned within a minute after a connection that is certain. */
  isBackSoon = false;
  /** The capture lacks packets of it, or an unknown client may have continued its session after it. */
  isUncertain = false;
  /** The session's next connection. */
  next: Stream | undefined;

  /** A later connection has its session. Packets on their way, and its end, may still come. */
  get isSucceeded(): boolean {
    return this.session.stream !== this.ordinal;
  }
  /** Interned topics of the aliases, by direction (3.3.2.3.4). */
  #aliases: Readonly<Record<Direction, SparseMap<number, number>>> | undefined;
  readonly client: string | undefined;
  readonly server: string | undefined;
  readonly carrier: string | undefined;
  notes: readonly NoteFact[];
  readonly opened: number | undefined;
  closed: number | undefined;
  /** µs: the newest packet of the capture when the stream ended without its end being seen. */
  lastSeen: number | undefined;
  /** Set while the stream is open if one side has closed it. */
  end: StreamEnd | undefined;
  /** Set if a fault rule, a recipe or the user ended the connection. */
  cut: EndCauses['on-purpose'] | undefined;
  /** µs since the end of the client's previous connection, if the client returned. */
  away: number | undefined;
  /** Number of earlier subscriptions that the returned client has sent again. */
  sentAgain = 0;
  hasPackets = false;
  /** Bytes on the wire by direction: marks identify packets by their position. */
  readonly wire: Record<Direction, WireEnd> = {
    in: { bytes: 0, since: 0 },
    out: { bytes: 0, since: 0 },
  };
  /** Count since Clear. */
  packetsIn = 0;
  packetsOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  /** Number of problems, notes included, and of each other severity. */
  problems = 0;
  warnings = 0;
  errors = 0;
  /** Exchanges that end with the connection; 0: none. */
  connectExchange = 0;
  authExchange = 0;
  /** Unanswered PINGREQ packets, oldest first. */
  pings: readonly number[] | undefined;

  constructor(ordinal: number, session: Session, options: StreamOptions) {
    this.ordinal = ordinal;
    this.session = session;
    this.version = options.version;
    this.isGuessed = options.isGuessed ?? false;
    this.fromStart = options.fromStart ?? true;
    this.mayLackSide = options.mayLackSide ?? false;
    this.opened = options.time;
    this.client = options.client;
    this.server = options.server;
    this.carrier = options.carrier;
    this.notes = options.notes ?? NO_NOTES;
  }

  get sessionKnown(): boolean {
    return this.session.isKnown;
  }

  /** Creates the map if there is none. */
  aliases(direction: Direction): SparseMap<number, number> {
    this.#aliases ??= { in: new SparseMap(), out: new SparseMap() };
    return this.#aliases[direction];
  }

  /** Resets the counts. @returns the previous ones */
  clear(): StreamCounts {
    const { packetsIn, packetsOut, bytesIn, bytesOut, problems, warnings, errors, isListed } = this;
    this.packetsIn = 0;
    this.packetsOut = 0;
    this.bytesIn = 0;
    this.bytesOut = 0;
    this.problems = 0;
    this.warnings = 0;
    this.errors = 0;
    this.isListed = this.isOpen;
    return { packetsIn, packetsOut, bytesIn, bytesOut, problems, warnings, errors, isListed };
  }

  /** Joins the counts from before a Clear with those since. */
  restore(before: StreamCounts): void {
    this.packetsIn += before.packetsIn;
    this.packetsOut += before.packetsOut;
    this.bytesIn += before.bytesIn;
    this.bytesOut += before.bytesOut;
    this.problems += before.problems;
    this.warnings += before.warnings;
    this.errors += before.errors;
    this.isListed ||= before.isListed;
  }

  /** Keeps only the first notes. */
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
    sessionExpiry: propertyValue(properties, 'sessionExpiryInterval'),
    assignedClientId: propertyValue(properties, 'assignedClientIdentifier'),
    limits: serverLimits(properties),
  };
}

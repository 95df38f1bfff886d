/** A transport connection and its input state. */

import { Framer } from '../../../mqtt/framing/framer.ts';
import type { ConnectPacket, ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { AuthenticationExchange } from '../contract/hooks.ts';
import type { Admitted, Client, Peer } from '../contract/parties.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Account } from '../memory/ledger.ts';
import { aliasSize } from '../memory/sizes.ts';
import { Link, type Outlet } from '../output/link.ts';
import type { Session } from './session.ts';

/** A connection's authentication method and its progress. */
export interface Authentication {
  readonly method: string;
  readonly clientId: string;
  readonly userName: string | undefined;
  /** The running exchange; undefined: it has ended. */
  exchange: AuthenticationExchange | undefined;
  /** The server's last data, for CONNACK. */
  data: Uint8Array | undefined;
  /** Identity proved by an exchange. */
  verifiedName: string | undefined;
}

/** Memory of a new connection. */
export const CONNECTION_BYTES = 1500;

export class Connection {
  readonly link: Link;
  readonly peer: Peer;
  readonly framer: Framer;
  /** Bytes of incomplete data below MQTT that the host holds. */
  held = 0;
  /** Those plus the unread input, as counted by the broker. */
  incomplete = 0;
  /** Received input that waits for its turn. */
  readonly unread: Uint8Array[] = [];
  /** The work of a packet does not fit one time slice. */
  isBusy = false;
  /** The transport is closed, with unread input left. */
  isLost = false;
  /** No more input is read. */
  isOver = false;
  /** Known after CONNECT. */
  version: ProtocolVersion = 4;
  /** Names in its CONNECT, accepted or not. */
  introduced: Pick<Client, 'id' | 'userName'> | undefined;
  /** Its CONNECT until the host has decided. */
  asking: ConnectPacket | undefined;
  /** Its CONNECT during the exchange of AUTH packets. */
  applicant: ConnectPacket | undefined;
  authentication: Authentication | undefined;
  /** Packets received together with that CONNECT. */
  readonly early: Uint8Array[] = [];
  /** Estimated memory of everything that waits for the host's decision. */
  waiting = 0;
  /** Set from the accepting CONNACK until the end. */
  session: Session | undefined;
  /** QoS 2 messages of this connection that await their PUBREL (4.9). */
  readonly receiving = new Set<number>();
  /** The host vouches for it: no hook decides whether it may connect. */
  isTrusted = false;
  /** Its own terms, if any. */
  admitted: Admitted | undefined;
  /** Clean Start of CONNECT. */
  cleanStart = true;
  /** Seconds; 0: none. */
  keepAlive = 0;
  /** When the transport was opened. */
  readonly opened: number;
  /** Time at which the last control packet arrived. */
  heard: number;
  /** Deadline for CONNECT, then for the keep alive. */
  deadline: Deadline | undefined;
  /** Topics of the client's aliases, on this connection only (3.3.2.3.4). */
  readonly #aliases = new Map<number, string>();
  /** Charged for the connection until `dispose`. */
  readonly #account: Account;
  /** True if no memory was left for this connection: its CONNECT is rejected. */
  readonly isSurplus: boolean;
  /** True if the client may set a session expiry at DISCONNECT (3.14.2.2.2). */
  mayExtendSession = false;

  constructor(id: number, peer: Peer, outlet: Outlet, isSurplus: boolean, now: number) {
    this.link = new Link(id, outlet);
    this.peer = peer;
    this.framer = new Framer({ maximumPacketSize: outlet.limits.maximumPacketSize });
    this.isSurplus = isSurplus;
    this.opened = now;
    this.heard = now;
    this.#account = outlet.connections;
    this.#account.add(CONNECTION_BYTES);
  }

  /** Topics of the client's aliases. */
  get aliases(): ReadonlyMap<number, string> {
    return this.#aliases;
  }

  /** Returns false if there is no memory. */
  setAlias(alias: number, topic: string): boolean {
    const before = this.#aliases.get(alias);
    if (before === topic) return true;
    const more = aliasSize(topic) - (before === undefined ? 0 : aliasSize(before));
    if (!this.#account.fits(more)) return false;
    this.#account.add(more);
    this.#aliases.set(alias, topic);
    return true;
  }

  /** Releases all memory after the end. */
  dispose(): void {
    for (const topic of this.#aliases.values()) this.#account.add(-aliasSize(topic));
    this.#aliases.clear();
    this.#account.add(-CONNECTION_BYTES);
  }

  /** The topic of an alias that this side has set. */
  topicBehind(sender: Sender, alias: number): string | undefined {
    return sender === 'client' ? this.#aliases.get(alias) : this.link.topicBehind(alias);
  }

  /** Takes at most `size` bytes of unread input; undefined: there is none. */
  takeUnread(size: number): Uint8Array | undefined {
    const [first] = this.unread;
    if (first === undefined) return undefined;
    if (first.length <= size) return this.unread.shift();
    this.unread[0] = first.subarray(size);
    return first.subarray(0, size);
  }
}

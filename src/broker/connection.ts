/** One transport connection and what has come in over it. */
import { Framer } from '../mqtt/framer.ts';
import type { ConnectPacket, ProtocolVersion, Sender } from '../mqtt/packet.ts';
import type { Authentication } from './authenticating.ts';
import type { Deadline } from './deadlines.ts';
import { Link, type Outlet } from './link.ts';
import type { Admitted, Peer } from './options.ts';
import type { Session } from './session.ts';

export class Connection {
  readonly link: Link;
  readonly peer: Peer;
  readonly framer: Framer;
  /** Bytes of an incomplete packet, as the broker has counted them. */
  incomplete = 0;
  /** What has come in and was not read yet, for others to have their turn. */
  readonly unread: Uint8Array[] = [];
  /** Known with CONNECT. */
  version: ProtocolVersion = 4;
  /** Its CONNECT, while the host has not decided about it. */
  asking: ConnectPacket | undefined;
  /** Its CONNECT, while AUTH packets go to and fro. */
  applicant: ConnectPacket | undefined;
  authentication: Authentication | undefined;
  /** Packets that came behind that CONNECT in one piece with it. */
  readonly early: Uint8Array[] = [];
  /** Estimated memory of all that waits for the host's decision. */
  waiting = 0;
  /** From the CONNACK that accepts until the end. */
  session: Session | undefined;
  /** QoS 2 messages of this connection that await their PUBREL (4.9). */
  readonly receiving = new Set<number>();
  /** The host answers for it: nobody is asked whether it may connect. */
  isTrusted = false;
  /** On which terms it came in, where those are its own. */
  admitted: Admitted | undefined;
  /** As CONNECT said. */
  cleanStart = true;
  /** Seconds; 0: none. */
  keepAlive = 0;
  /** When the transport was opened. */
  readonly opened: number;
  /** When the last control packet came. */
  heard: number;
  /** For CONNECT to come, then for the keep alive. */
  deadline: Deadline | undefined;
  /** Topics behind the client's aliases, on this connection only (3.3.2.3.4). */
  readonly aliases = new Map<number, string>();
  /** Above the limit of connections: its CONNECT will be refused. */
  readonly isSurplus: boolean;
  /** The client may set a session expiry at DISCONNECT (3.14.2.2.2). */
  mayExtendSession = false;
  /** PUBLISH packets that may come at once, as of the last one. */
  #publishRoom = Number.POSITIVE_INFINITY;
  #publishTime = 0;

  constructor(id: number, peer: Peer, outlet: Outlet, isSurplus: boolean, now: number) {
    this.link = new Link(id, outlet);
    this.peer = peer;
    this.framer = new Framer({ maximumPacketSize: outlet.limits.maximumPacketSize });
    this.isSurplus = isSurplus;
    this.opened = now;
    this.heard = now;
  }

  /** The topic behind an alias that this side has set. */
  topicBehind(sender: Sender, alias: number): string | undefined {
    return sender === 'client' ? this.aliases.get(alias) : this.link.topicBehind(alias);
  }

  /** Counts a PUBLISH; true where the client sends more than `rate` of them in a second. */
  isTooFast(rate: number, now: number): boolean {
    this.#publishRoom = Math.min(
      rate,
      this.#publishRoom + ((now - this.#publishTime) * rate) / 1000,
    );
    this.#publishTime = now;
    this.#publishRoom -= 1;
    return this.#publishRoom < 0;
  }

  /** Takes at most `size` bytes of what was not read; undefined: nothing is left. */
  takeUnread(size: number): Uint8Array | undefined {
    const [first] = this.unread;
    if (first === undefined) return undefined;
    if (first.length <= size) return this.unread.shift();
    this.unread[0] = first.subarray(size);
    return first.subarray(0, size);
  }
}

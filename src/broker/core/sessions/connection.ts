/** One transport connection and what has come in over it. */

import { Framer } from '../../../mqtt/framing/framer.ts';
import type { ConnectPacket, ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { AuthenticationExchange } from '../contract/hooks.ts';
import type { Admitted, Client, Peer } from '../contract/parties.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Account } from '../memory/ledger.ts';
import { aliasSize } from '../memory/sizes.ts';
import { Link, type Outlet } from '../output/link.ts';
import type { Session } from './session.ts';

/** A connection's authentication method and what has come of it. */
export interface Authentication {
  readonly method: string;
  readonly clientId: string;
  readonly userName: string | undefined;
  /** Under way; undefined: over. */
  exchange: AuthenticationExchange | undefined;
  /** The server's last word, for CONNACK. */
  data: Uint8Array | undefined;
  /** Whom an exchange has shown it to be. */
  verifiedName: string | undefined;
}

/** What a connection costs that has done nothing yet. */
export const CONNECTION_BYTES = 1500;

export class Connection {
  readonly link: Link;
  readonly peer: Peer;
  readonly framer: Framer;
  /** Bytes that the host holds of what is not there as a whole yet, below MQTT. */
  held = 0;
  /** Those, and what else of its input is not read yet, as the broker has counted them. */
  incomplete = 0;
  /** What has come in and was not read yet, for others to have their turn. */
  readonly unread: Uint8Array[] = [];
  /** A packet of it leads to more than one turn has room for. */
  isBusy = false;
  /** The transport is gone, and some of what came over it is not read yet. */
  isLost = false;
  /** Nothing of it is read any more. */
  isOver = false;
  /** Known with CONNECT. */
  version: ProtocolVersion = 4;
  /** What its CONNECT says, whether or not it is let in. */
  introduced: Pick<Client, 'id' | 'userName'> | undefined;
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
  readonly #aliases = new Map<number, string>();
  /** Charged with the connection until `letGo`. */
  readonly #account: Account;
  /** True if no memory was left for this connection: its CONNECT is rejected. */
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
    this.#account = outlet.connections;
    this.#account.add(CONNECTION_BYTES);
  }

  /** Topics behind the client's aliases. */
  get aliases(): ReadonlyMap<number, string> {
    return this.#aliases;
  }

  /** False where there is no memory for it. */
  setAlias(alias: number, topic: string): boolean {
    const before = this.#aliases.get(alias);
    if (before === topic) return true;
    const more = aliasSize(topic) - (before === undefined ? 0 : aliasSize(before));
    if (!this.#account.fits(more)) return false;
    this.#account.add(more);
    this.#aliases.set(alias, topic);
    return true;
  }

  /** It is over: nothing of it is held any more. */
  letGo(): void {
    for (const topic of this.#aliases.values()) this.#account.add(-aliasSize(topic));
    this.#aliases.clear();
    this.#account.add(-CONNECTION_BYTES);
  }

  /** The topic behind an alias that this side has set. */
  topicBehind(sender: Sender, alias: number): string | undefined {
    return sender === 'client' ? this.#aliases.get(alias) : this.link.topicBehind(alias);
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

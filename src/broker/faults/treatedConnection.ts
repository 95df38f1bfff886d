/** One transport connection as the fault layer sees it. */
import { decode } from '../../mqtt/codec/decode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { ConnectPacket, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { Deadline } from '../core/memory/deadlines.ts';
import type { Account } from '../core/memory/ledger.ts';
import { textSize } from '../core/memory/sizes.ts';
import { Conversation, type TopicBehind } from './conversation.ts';
import { Cutter } from './cutter.ts';
import { Lane } from './lane.ts';

/** Of a CONNECT that comes in pieces, to know who it is; with a larger one the client stays unknown. */
const LARGEST_INTRODUCTION = 16 * 1024;

/** An open connection of the broker's, from its beginning. */
export interface PassedConnection {
  readonly id: number;
  /** ms. */
  readonly opened: number;
  readonly passed: readonly {
    readonly sender: Sender;
    readonly bytes: Uint8Array;
    readonly time: number;
  }[];
  /** Unwritten bytes, as the host says. */
  readonly backlog: number;
}

interface TreatedOptions {
  readonly maximumPacketSize: number;
  readonly isServerInPieces: boolean;
  readonly nameOf: (packet: ConnectPacket) => string;
  /** Topics behind aliases that were set while nobody read along. */
  readonly topicBehind: TopicBehind;
  /** Charged with what is kept of it, apart from packets. */
  readonly account: Account;
}

export class TreatedConnection {
  readonly id: number;
  /** Empty where it left its name to the broker, until the broker gives one (MQTT 5); undefined before CONNECT. */
  clientId: string | undefined;
  version: ProtocolVersion = 4;
  readonly #options: TreatedOptions;
  /** Looks for CONNECT. */
  #introduction: Framer | undefined = new Framer({ maximumPacketSize: LARGEST_INTRODUCTION });
  /** Looks for CONNACK. */
  #answer: Framer | undefined;
  /** Its CONNACK has something to tell: a name, or another keep alive (MQTT 5). */
  awaitsConnack = false;
  /** Seconds, as both have agreed as far as it was read; 0: none. */
  keepAlive = 0;
  /** It began with something else than CONNECT [MQTT-3.1.0-1]: the broker's matter alone. */
  isForeign = false;
  readonly cutters: Readonly<Record<Sender, Cutter>>;
  /** What the broker sends need not be whole packets: where they end is kept in mind. */
  readonly isServerInPieces: boolean;
  #conversation: Conversation | undefined;
  /** Towards the broker. */
  readonly up = new Lane();
  /** Towards the client. */
  readonly down = new Lane();
  /** The rule by which nothing passes any more, and nobody is told. */
  silencedBy: string | undefined;
  /** Nothing that comes in counts any more: its end is under way. */
  isDeaf = false;
  /** The transport is closed, or the host has been told to close it. */
  isGone = false;
  /** What has the broker end it, on purpose; undefined once that has been told. */
  endedBy: string | undefined;
  /** Until then what its client has left behind may wait. */
  lingers: Deadline | undefined;
  /** Bytes that the client has sent: those of an incomplete packet that is held here are not counted. */
  received = 0;
  /** Bytes that went to the client. */
  sent = 0;
  /** Unwritten bytes, as the host says. */
  backlog = 0;
  /** Bytes waiting here that the broker was told of. */
  toldBytes = 0;
  /** Bytes of an incomplete packet, as they were counted last. */
  incomplete = 0;
  /** Estimated memory of what waits, as it was counted last. */
  countedCost = 0;
  /** PINGREQs sent in the client's name whose PINGRESP has not come yet. */
  ownPings = 0;
  /** When the next of them is due. */
  pings: Deadline | undefined;
  /** Estimated memory of its name, or of what has come of its CONNECT, as it was counted last. */
  #nameCost = 0;

  constructor(id: number, options: TreatedOptions) {
    this.id = id;
    this.#options = options;
    this.isServerInPieces = options.isServerInPieces;
    this.cutters = {
      client: new Cutter(options.maximumPacketSize),
      server: new Cutter(LARGEST_PACKET),
    };
  }

  /** Made for connections that a rule concerns only. */
  get conversation(): Conversation {
    this.#conversation ??= new Conversation(this.#options.topicBehind, this.#options.account);
    return this.#conversation;
  }

  /** Bytes of that side pass unread. */
  lookAway(sender: Sender): void {
    this.#conversation?.forgetAliases(sender);
  }

  /** What that side sends. */
  lane(sender: Sender): Lane {
    return sender === 'client' ? this.up : this.down;
  }

  get isSilent(): boolean {
    return this.silencedBy !== undefined;
  }

  /** Whether anything that comes still counts. */
  get isListening(): boolean {
    return !this.isGone && !this.isDeaf && !this.isSilent;
  }

  /** Its bytes are no packets, or not any more: no rule can treat them. */
  get isUnreadable(): boolean {
    return this.isForeign || this.cutters.client.isLost || this.cutters.server.isLost;
  }

  /** Whether bytes must not overtake what waits here. */
  get isBusy(): boolean {
    return !this.up.isEmpty || !this.down.isEmpty;
  }

  /** Reads along until CONNECT has come. */
  introduce(chunk: Uint8Array): void {
    const introduction = this.#introduction;
    if (introduction === undefined) return;
    if (introduction.pending === 0 && chunk.length > 0 && peekType(chunk) !== 'connect') {
      this.#introduction = undefined;
      this.isForeign = true;
      return;
    }
    const fault = introduction.push(chunk, (bytes) => {
      if (this.#introduction === undefined) return;
      this.#introduction = undefined;
      const decoded = decode(bytes, undefined, 'client');
      if (!decoded.ok || decoded.packet.type !== 'connect') return;
      const { protocolLevel } = decoded.packet;
      this.clientId = this.#options.nameOf(decoded.packet);
      this.version = protocolLevel === 5 ? 5 : protocolLevel === 3 ? 3 : 4;
      this.keepAlive = decoded.packet.keepAlive;
      this.awaitsConnack = this.version === 5 && (this.clientId === '' || this.isServerInPieces);
    });
    if (fault !== undefined) this.#introduction = undefined;
    this.#countName();
    if (this.#options.account.fits(0)) return;
    // It stays unknown.
    this.#introduction = undefined;
    this.clientId = undefined;
    this.awaitsConnack = false;
    this.#countName();
  }

  /** It is over: nothing is kept of it. */
  end(): void {
    this.#options.account.add(-this.#nameCost);
    this.#nameCost = 0;
    this.#conversation?.end();
  }

  #countName(): void {
    const name = this.clientId === undefined ? 0 : textSize(this.clientId);
    const cost = name + (this.#introduction?.pending ?? 0) + (this.#answer?.pending ?? 0);
    this.#options.account.add(cost - this.#nameCost);
    this.#nameCost = cost;
  }

  /** The first packet that the broker sends may give a name (3.2.2.3.7) or a keep alive (3.2.2.3.14). */
  readConnack(bytes: Uint8Array): void {
    const answer = (this.#answer ??= new Framer({ maximumPacketSize: LARGEST_INTRODUCTION }));
    const fault = answer.push(bytes, (packet) => {
      // A challenge may come first (4.12).
      if (!this.awaitsConnack || peekType(packet) === 'auth') return;
      this.awaitsConnack = false;
      const decoded = decode(packet, this.version, 'server');
      if (!decoded.ok || decoded.packet.type !== 'connack') return;
      const { properties } = decoded.packet;
      if (this.clientId === '') {
        this.clientId = propertyValue(properties, 'assignedClientIdentifier') ?? '';
      }
      this.keepAlive = propertyValue(properties, 'serverKeepAlive') ?? this.keepAlive;
    });
    // From whole packets it is known at once; another first one tells nothing.
    if (fault !== undefined || !this.isServerInPieces) this.awaitsConnack = false;
    if (!this.awaitsConnack) this.#answer = undefined;
    this.#countName();
  }
}

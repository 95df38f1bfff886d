/** A transport connection in the fault layer. */
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

/** Limit for a CONNECT in pieces; with a larger one the client stays unknown. */
const LARGEST_INTRODUCTION = 16 * 1024;

/** An open connection of the broker, counted from its beginning. */
export interface PassedConnection {
  readonly id: number;
  /** ms. */
  readonly opened: number;
  readonly passed: readonly {
    readonly sender: Sender;
    readonly bytes: Uint8Array;
    readonly time: number;
  }[];
  /** Unwritten bytes reported by the host. */
  readonly backlog: number;
}

interface TreatedOptions {
  readonly maximumPacketSize: number;
  readonly isServerInPieces: boolean;
  readonly nameOf: (packet: ConnectPacket) => string;
  /** Resolves aliases set while packets were not read. */
  readonly topicBehind: TopicBehind;
  /** Charged for its state, apart from packets. */
  readonly account: Account;
}

export class TreatedConnection {
  readonly id: number;
  /** Empty if the broker is to assign one (MQTT 5), until it does; undefined before CONNECT. */
  clientId: string | undefined;
  version: ProtocolVersion = 4;
  readonly #options: TreatedOptions;
  /** Searches for CONNECT. */
  #introduction: Framer | undefined = new Framer({ maximumPacketSize: LARGEST_INTRODUCTION });
  /** Searches for CONNACK. */
  #answer: Framer | undefined;
  /** Its CONNACK may contain a name or another keep alive (MQTT 5). */
  awaitsConnack = false;
  /** Agreed keep alive in seconds, if read; 0: none. */
  keepAlive = 0;
  /** Its first packet is not CONNECT [MQTT-3.1.0-1]; left to the broker. */
  isForeign = false;
  readonly cutters: Readonly<Record<Sender, Cutter>>;
  /** The broker's output may split packets, so their ends are tracked. */
  readonly isServerInPieces: boolean;
  #conversation: Conversation | undefined;
  /** To the broker. */
  readonly up = new Lane();
  /** To the client. */
  readonly down = new Lane();
  /** The rule that silenced it: nothing passes any more, without a close. */
  silencedBy: string | undefined;
  /** Input is ignored because its end is in progress. */
  isDeaf = false;
  /** The transport is closed, or the host was asked to close it. */
  isGone = false;
  /** Cause of a deliberate end by the broker; undefined once it is reported. */
  endedBy: string | undefined;
  /** Time limit for waiting packets of a closed client. */
  lingers: Deadline | undefined;
  /** Bytes sent by the client, without buffered bytes of an incomplete packet. */
  received = 0;
  /** Bytes sent to the client. */
  sent = 0;
  /** Unwritten bytes reported by the host. */
  backlog = 0;
  /** Waiting bytes reported to the broker. */
  reportedBytes = 0;
  /** Bytes of an incomplete packet, as last counted. */
  incomplete = 0;
  /** Estimated memory of waiting packets, as last counted. */
  countedCost = 0;
  /** PINGREQs sent for the client that await their PINGRESP. */
  ownPings = 0;
  /** When the next of them is due. */
  pings: Deadline | undefined;
  /** Estimated memory of its name or partial CONNECT, as last counted. */
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

  /** Created only for connections that a rule concerns. */
  get conversation(): Conversation {
    this.#conversation ??= new Conversation(this.#options.topicBehind, this.#options.account);
    return this.#conversation;
  }

  /** Bytes of that side pass unread. */
  lookAway(sender: Sender): void {
    this.#conversation?.forgetAliases(sender);
  }

  /** Output of that side. */
  lane(sender: Sender): Lane {
    return sender === 'client' ? this.up : this.down;
  }

  get isSilent(): boolean {
    return this.silencedBy !== undefined;
  }

  /** True if input is not ignored. */
  get isListening(): boolean {
    return !this.isGone && !this.isDeaf && !this.isSilent;
  }

  /** Its bytes are not (or no longer) packets: no rule can treat them. */
  get isUnreadable(): boolean {
    return this.isForeign || this.cutters.client.isLost || this.cutters.server.isLost;
  }

  /** True if bytes must not overtake waiting packets. */
  get isBusy(): boolean {
    return !this.up.isEmpty || !this.down.isEmpty;
  }

  /** Reads until CONNECT is complete. */
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
    // The client stays unknown.
    this.#introduction = undefined;
    this.clientId = undefined;
    this.awaitsConnack = false;
    this.#countName();
  }

  /** Releases all state at the end. */
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

  /** The broker's first packet may assign a name (3.2.2.3.7) or a keep alive (3.2.2.3.14). */
  readConnack(bytes: Uint8Array): void {
    const answer = (this.#answer ??= new Framer({ maximumPacketSize: LARGEST_INTRODUCTION }));
    const fault = answer.push(bytes, (packet) => {
      // An AUTH challenge may precede it (4.12).
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
    // Complete packets decide at once; any other first packet has neither.
    if (fault !== undefined || !this.isServerInPieces) this.awaitsConnack = false;
    if (!this.awaitsConnack) this.#answer = undefined;
    this.#countName();
  }
}

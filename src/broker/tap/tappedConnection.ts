/** An observed connection: its remembered packets and its observers. */

import { peekType } from '../../mqtt/framing/peek.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { Peer } from '../core/contract/parties.ts';
import { textSize } from '../core/memory/sizes.ts';
import type { TapEnded } from './commands.ts';
import { ConnectionHead, namedIn } from './connectionHead.ts';
import type { Memory } from './memory.ts';
import { type Masked, PacketMask } from './packetMask.ts';
import { RecentPackets } from './recentPackets.ts';
import { type CutHandlers, WireCutter } from './wireCutter.ts';
import type { Observer, WirePacket } from './wirePacket.ts';

/** Bytes per second above which packets are not remembered, and not even split without an observer. */
const BUSY = 16_384;
const SECOND = 1000;
const SENDERS = ['client', 'server'] as const;

/** Services for connections. */
export interface TapContext {
  readonly secrets: Secrets;
  readonly memory: Memory;
  /** The broker's name for a client without one; called at CONNACK. */
  readonly clientOf: (connection: number) => string | undefined;
  readonly nameOf: (packet: ConnectPacket) => string;
  /** Called when its name is known, before the packet with it is shown. */
  readonly named: (connection: TappedConnection) => void;
  /** The server's output consists of complete packets. */
  readonly isServerWhole: boolean;
}

export class TappedConnection {
  readonly id: number;
  readonly peer: Peer;
  /** ms. */
  readonly opened: number;
  /** Empty: not known (yet). */
  client = '';
  readonly #context: TapContext;
  readonly #cutters: Readonly<Record<Sender, WireCutter>>;
  readonly #handlers: Readonly<Record<Sender, CutHandlers>>;
  readonly #mask: PacketMask;
  readonly #head: ConnectionHead;
  /** Remembered packets after the beginning; secrets are overwritten when they are shown. */
  readonly #recent: RecentPackets;
  readonly #observers = new Set<Observer>();
  readonly #inText = new Set<Sender>();
  /** Set after one side has ended it. */
  #half: TapEnded | undefined;
  /** Start of this second, ms, and its bytes. */
  #second = 0;
  #secondBytes = 0;
  #isBusy = false;
  #time = 0;
  /** It has ended and can still be shown. */
  #over: { readonly time: number; readonly ended: TapEnded | undefined } | undefined;

  constructor(id: number, peer: Peer, time: number, context: TapContext) {
    const { memory, secrets } = context;
    this.id = id;
    this.peer = peer;
    this.opened = time;
    this.#context = context;
    this.#mask = new PacketMask(secrets, memory.account);
    this.#head = new ConnectionHead(memory.heads);
    this.#recent = new RecentPackets(memory);
    this.#cutters = {
      client: new WireCutter(memory.incomplete),
      server: new WireCutter(memory.incomplete),
    };
    this.#handlers = { client: this.#handlersOf('client'), server: this.#handlersOf('server') };
  }

  /** Bytes on the wire. */
  passes(sender: Sender, bytes: Uint8Array, time: number): void {
    this.#time = time;
    if (this.#head.isOver) this.#count(bytes.length);
    if (!this.#isBusy || this.#observers.size > 0) {
      this.#cutters[sender].cut(bytes, this.#handlers[sender]);
      return;
    }
    this.#recent.missing += bytes.length;
    const isWhole = sender === 'server' && this.#context.isServerWhole;
    if (isWhole) this.#cutters.server.skip(bytes.length);
    else this.#cutters[sender].follow(bytes);
  }

  /** The side sends text frames. */
  textFrames(sender: Sender): void {
    this.#inText.add(sender);
    for (const observer of this.#observers) observer.textFrames(this.id, sender);
  }

  /** A side has ended it, and the other one has not yet. */
  halfClosed(ended: TapEnded): void {
    this.#half = ended;
    for (const observer of this.#observers) observer.halfClosed(this.id, ended);
  }

  /** @param isKept until it is forgotten, it is shown to later observers */
  closed(time: number, ended?: TapEnded, isKept = false): void {
    this.#time = time;
    for (const sender of SENDERS) {
      const rest = this.#cutters[sender].remainder();
      if (rest !== undefined) {
        this.#showBroken(sender, rest.bytes, rest.offset);
        if (isKept) this.#recent.add({ sender, time, ...rest, masked: false, broken: true });
      }
      this.#cutters[sender].end();
    }
    for (const observer of this.#observers) observer.closed(this.id, time, ended);
    this.#observers.clear();
    if (isKept) this.#over = { time, ended };
    else this.forget();
  }

  forget(): void {
    this.#recent.keep(0);
    this.#head.forget();
    this.#mask.end();
    this.#called('');
  }

  /** True if its beginning is missing. */
  get isPartial(): boolean {
    return this.#head.isLost;
  }

  /** @param kept shows remembered packets first */
  add(observer: Observer, kept: boolean): void {
    if (kept) {
      for (const packet of this.#head.packets) observer.packet(this.id, packet);
      if (this.#recent.missing > 0) observer.gap(this.id, this.#recent.missing);
      for (const packet of this.#recent.packets) observer.packet(this.id, this.#masked(packet));
    }
    for (const sender of this.#inText) observer.textFrames(this.id, sender);
    if (this.#over !== undefined) {
      observer.closed(this.id, this.#over.time, this.#over.ended);
      return;
    }
    if (this.#half !== undefined) observer.halfClosed(this.id, this.#half);
    this.#observers.add(observer);
  }

  remove(observer: Observer): void {
    this.#observers.delete(observer);
    if (this.#isBusy && this.#observers.size === 0) this.#stopBuffering();
  }

  /** Masks a packet that need not be the next on the wire. */
  withoutSecrets(bytes: Uint8Array, sender: Sender): Masked {
    return this.#mask.next(bytes, sender);
  }

  get remembered(): number {
    return this.#recent.packets.length;
  }

  /** Keeps only this many newest packets. */
  remember(count: number): void {
    this.#recent.keep(count);
  }

  #handlersOf(sender: Sender): CutHandlers {
    return {
      packet: (bytes, offset) => {
        this.#packet({ sender, time: this.#time, offset, bytes, masked: false, broken: false });
      },
      leftOut: (bytes) => {
        this.#recent.keep(0);
        this.#recent.missing += bytes;
        for (const observer of this.#observers) observer.gap(this.id, bytes);
      },
      broken: (bytes, offset) => {
        this.#head.isOver = true;
        this.#head.isLost ||= this.#head.packets.length === 0;
        this.#recent.keep(0);
        this.#recent.missing += bytes.length;
        this.#showBroken(sender, bytes, offset);
      },
    };
  }

  #packet(packet: WirePacket): void {
    const isHead = !this.#head.isOver && this.#head.takes(packet);
    if (isHead && this.client === '') this.#learnName(packet.bytes);
    const isKept = isHead && this.#head.reserve(packet);
    if (isKept || this.#observers.size > 0) {
      const shown = this.#masked(packet);
      this.#show(shown);
      if (isKept) this.#head.add(shown);
    } else if (isHead) this.#mask.passed(packet.bytes);
    if (isHead) return;
    if (this.#isBusy) this.#recent.missing += packet.bytes.length;
    else this.#recent.add(packet);
  }

  #showBroken(sender: Sender, bytes: Uint8Array, offset: number): void {
    if (this.#observers.size === 0) return;
    this.#show({
      sender,
      time: this.#time,
      offset,
      ...this.#mask.broken(bytes),
      broken: true,
    });
  }

  #masked(packet: WirePacket): WirePacket {
    if (packet.broken) return { ...packet, ...this.#mask.broken(packet.bytes) };
    const { bytes, masked } = this.#mask.next(packet.bytes, packet.sender);
    return masked ? { ...packet, bytes, masked } : packet;
  }

  #show(packet: WirePacket): void {
    for (const observer of this.#observers) observer.packet(this.id, packet);
  }

  #learnName(bytes: Uint8Array): void {
    const isAnswered = peekType(bytes) === 'connack';
    const name = isAnswered
      ? this.#context.clientOf(this.id)
      : namedIn(bytes, this.#context.nameOf);
    if (name === undefined) return;
    // CONNACK offers another chance, and the broker then stores that text anyway.
    if (!isAnswered && !this.#context.memory.account.fits(textSize(name))) return;
    this.#called(name);
    this.#context.named(this);
  }

  #called(name: string): void {
    this.#context.memory.account.add(textSize(name) - textSize(this.client));
    this.client = name;
  }

  #count(bytes: number): void {
    if (this.#time - this.#second >= SECOND) {
      // A busy connection is assumed to stay busy.
      this.#isBusy &&= this.#secondBytes > BUSY && this.#time - this.#second < 2 * SECOND;
      this.#second = this.#time;
      this.#secondBytes = 0;
    }
    this.#secondBytes += bytes;
    if (this.#secondBytes <= BUSY || this.#isBusy) return;
    this.#isBusy = true;
    this.#recent.keep(0);
    if (this.#observers.size === 0) this.#stopBuffering();
  }

  #stopBuffering(): void {
    for (const sender of SENDERS) this.#cutters[sender].stopBuffering();
  }
}

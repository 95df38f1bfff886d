/**
 * Generates a pcapng file of any size, piece by piece: devices that use MQTT 3.1.1 over TCP with a broker, as
 * tcpdump would record them. Each device publishes values and receives orders of a client that is not in the
 * capture, so that nothing is missing or wrong in it. It has QoS 0, 1 and 2 in both directions, several packets
 * in a segment, packets across segments, pings, and segments that only acknowledge. Needs neither Node nor a
 * page.
 */

const CLIENTS = 50;
const PIECE = 1024 * 1024;
/** Largest payload of a segment. */
const SEGMENT = 1448;
const FRAME_HEAD = 14 + 20 + 20;
const BLOCK_HEAD = 28;
/** µs between two frames. */
const STEP = 40;
const START = 1_780_000_000_000_000;
const ACK = 0x10;
const SYN = 0x02;

export interface PcapngCounts {
  bytes: number;
  frames: number;
  /** Control packets. */
  packets: number;
  /** PUBLISH in both directions; there are no redeliveries. */
  messages: number;
  /** PUBLISH of QoS 1 and 2 in both directions. */
  exchanges: number;
}

type Side = 'client' | 'server';

class Conversation {
  readonly sequence = { client: 1000, server: 2000 };
  readonly identifier = { client: 0, server: 0 };
  readonly number: number;
  round = 0;

  constructor(number: number) {
    this.number = number;
  }

  next(side: Side): number {
    this.identifier[side] = (this.identifier[side] % 60_000) + 1;
    return this.identifier[side];
  }
}

/** Beginning of the topics on which a device receives. */
const ordersOf = (number: number): string => `orders/line-${number % 10}/device-${number}`;

/** ASCII. */
function text(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length);
  for (let at = 0; at < value.length; at += 1) bytes[at] = value.charCodeAt(at);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function packet(first: number, ...body: readonly Uint8Array[]): Uint8Array {
  let length = body.reduce((sum, part) => sum + part.length, 0);
  const head = [first];
  do {
    head.push((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
    length >>= 7;
  } while (length > 0);
  return joined([Uint8Array.from(head), ...body]);
}

const word = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const named = (value: string) => joined([word(value.length), text(value)]);
const answer = (first: number, identifier: number) => packet(first, word(identifier));

/** Yields pieces of about 1 MiB, the last one shorter, until there are at least `size` bytes. */
export class PcapngStream {
  readonly counts: PcapngCounts = { bytes: 0, frames: 0, packets: 0, messages: 0, exchanges: 0 };
  readonly #size: number;
  #piece = new Uint8Array(PIECE + 64 * 1024);
  #view = new DataView(this.#piece.buffer);
  #at = 0;

  constructor(size: number) {
    this.#size = size;
  }

  *pieces(): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
    this.#fileHead();
    const conversations = Array.from({ length: CLIENTS }, (_, number) => new Conversation(number));
    for (const conversation of conversations) this.#opening(conversation);
    while (this.counts.bytes < this.#size) {
      for (const conversation of conversations) {
        this.#round(conversation);
        if (this.#at >= PIECE) yield this.#take();
      }
    }
    for (const conversation of conversations) this.#send(conversation, 'client', packet(0xe0));
    if (this.#at > 0) yield this.#take();
  }

  #take(): Uint8Array<ArrayBuffer> {
    const piece = this.#piece.subarray(0, this.#at);
    this.#piece = new Uint8Array(PIECE + 64 * 1024);
    this.#view = new DataView(this.#piece.buffer);
    this.#at = 0;
    return piece;
  }

  #opening(conversation: Conversation): void {
    const { number } = conversation;
    this.#frame(conversation, 'client', SYN, new Uint8Array(0));
    this.#frame(conversation, 'server', SYN | ACK, new Uint8Array(0));
    this.#frame(conversation, 'client', ACK, new Uint8Array(0));
    const connect = [named('MQTT'), Uint8Array.of(4, 2, 0, 60), named(`device-${number}`)];
    this.#send(conversation, 'client', packet(0x10, ...connect));
    this.#send(conversation, 'server', Uint8Array.of(0x20, 2, 0, 0));
    const filter = named(`${ordersOf(number)}/#`);
    const subscribe = [word(conversation.next('client')), filter, Uint8Array.of(2)];
    this.#send(conversation, 'client', packet(0x82, ...subscribe));
    this.#send(conversation, 'server', Uint8Array.of(0x90, 3, 0, 1, 2));
  }

  /** Traffic of a device in one round. */
  #round(conversation: Conversation): void {
    const { round } = conversation;
    conversation.round += 1;
    for (let n = 0; n < 3; n += 1)
      this.#send(conversation, 'server', this.#message(conversation, 'server'));
    this.#send(
      conversation,
      'server',
      this.#message(conversation, 'server'),
      this.#message(conversation, 'server'),
    );
    this.#handshake(conversation, 'server', 1);
    this.#handshake(conversation, 'client', 1);
    if (round % 4 === 0) this.#handshake(conversation, 'client', 2);
    if (round % 8 === 0) this.#handshake(conversation, 'server', 2);
    if (round % 50 === 0)
      this.#send(conversation, 'server', this.#message(conversation, 'server', { size: 8000 }));
    if (round % 20 !== 0) return;
    this.#send(conversation, 'client', Uint8Array.of(0xc0, 0));
    this.#send(conversation, 'server', Uint8Array.of(0xd0, 0));
  }

  #message(
    { number, round }: Conversation,
    from: Side,
    { identifier = 0, qos = 0, size = 140 } = {},
  ): Uint8Array {
    this.counts.messages += 1;
    const base =
      from === 'server' ? ordersOf(number) : `plant/line-${number % 10}/device-${number}`;
    const topic = named(`${base}/${round % 7 === 0 ? 'state' : 'telemetry'}`);
    const value = (20 + ((round * 7) % 100) / 10).toFixed(1);
    const json = `{"device":${number},"round":${round},"temperature":${value},"text":"`;
    const payload = text(`${json}${'.'.repeat(size - json.length - 2)}"}`);
    const id = qos === 0 ? [] : [word(identifier)];
    return packet(0x30 | (qos << 1), topic, ...id, payload);
  }

  #handshake(conversation: Conversation, from: Side, qos: 1 | 2): void {
    const to = from === 'client' ? 'server' : 'client';
    const identifier = conversation.next(from);
    this.counts.exchanges += 1;
    this.#send(conversation, from, this.#message(conversation, from, { identifier, qos }));
    this.#send(conversation, to, answer(qos === 1 ? 0x40 : 0x50, identifier));
    if (qos === 1) return;
    this.#send(conversation, from, answer(0x62, identifier));
    this.#send(conversation, to, answer(0x70, identifier));
  }

  /**
   * Sends packets at once in as many segments as needed; the receiver acknowledges every second one
   * separately.
   */
  #send(conversation: Conversation, side: Side, ...packets: readonly Uint8Array[]): void {
    this.counts.packets += packets.length;
    const bytes = joined(packets);
    for (let at = 0; at < bytes.length; at += SEGMENT) {
      this.#frame(conversation, side, ACK, bytes.subarray(at, at + SEGMENT));
    }
    if (this.counts.frames % 2 === 0) return;
    this.#frame(conversation, side === 'client' ? 'server' : 'client', ACK, new Uint8Array(0));
  }

  #fileHead(): void {
    const words = [0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0xffffffff, 0xffffffff, 28, 1, 20, 1, 0, 20];
    for (const value of words) {
      this.#view.setUint32(this.#at, value, true);
      this.#at += 4;
    }
    this.counts.bytes += words.length * 4;
  }

  #frame(conversation: Conversation, side: Side, flags: number, payload: Uint8Array): void {
    const { counts } = this;
    const length = FRAME_HEAD + payload.length;
    const padded = (length + 3) & ~3;
    const size = BLOCK_HEAD + padded + 4;
    this.#block(size, length, START + counts.frames * STEP);
    this.#headers(this.#at + BLOCK_HEAD, conversation, side, flags, payload.length);
    this.#piece.set(payload, this.#at + BLOCK_HEAD + FRAME_HEAD);
    const counted = payload.length + ((flags & SYN) === 0 ? 0 : 1);
    conversation.sequence[side] = (conversation.sequence[side] + counted) >>> 0;
    this.#at += size;
    counts.bytes += size;
    counts.frames += 1;
  }

  #block(size: number, length: number, microseconds: number): void {
    const at = this.#at;
    const view = this.#view;
    view.setUint32(at, 6, true);
    view.setUint32(at + 4, size, true);
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, Math.floor(microseconds / 2 ** 32), true);
    view.setUint32(at + 16, microseconds % 2 ** 32, true);
    view.setUint32(at + 20, length, true);
    view.setUint32(at + 24, length, true);
    view.setUint32(at + size - 4, size, true);
  }

  /** Headers of Ethernet, IPv4 and TCP without checksums, as recorded when the network card computes them. */
  #headers(
    at: number,
    conversation: Conversation,
    side: Side,
    flags: number,
    length: number,
  ): void {
    const view = this.#view;
    const isClient = side === 'client';
    const device = 0x0a00_0100 + conversation.number;
    const broker = 0x0a00_0001;
    const port = 40_000 + conversation.number;
    const { sequence } = conversation;
    view.setUint16(at + 12, 0x0800);
    const ip = at + 14;
    view.setUint8(ip, 0x45);
    view.setUint16(ip + 2, 40 + length);
    view.setUint16(ip + 6, 0x4000);
    view.setUint8(ip + 8, 64);
    view.setUint8(ip + 9, 6);
    view.setUint32(ip + 12, isClient ? device : broker);
    view.setUint32(ip + 16, isClient ? broker : device);
    const tcp = ip + 20;
    view.setUint16(tcp, isClient ? port : 1883);
    view.setUint16(tcp + 2, isClient ? 1883 : port);
    view.setUint32(tcp + 4, sequence[side]);
    view.setUint32(tcp + 8, (flags & ACK) === 0 ? 0 : sequence[isClient ? 'server' : 'client']);
    view.setUint8(tcp + 12, 0x50);
    view.setUint8(tcp + 13, flags);
    view.setUint16(tcp + 14, 65_535);
  }
}

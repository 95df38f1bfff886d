/** A gateway without I/O: tests insert messages and read the output; they also act as the broker. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnackPacket, Packet } from '../../mqtt/tables/packet.ts';
import { decodeSn } from '../decodeSn.ts';
import { encodeSn } from '../encodeSn.ts';
import type { SnConnect, SnMessage, SnPublish } from '../snMessage.ts';
import { Gateway } from './gateway.ts';
import type { GatewayEvent, GatewayOptions } from './gatewayOptions.ts';

export const ALICE = '10.0.0.1:5000';
export const BOB = '10.0.0.2:5000';

export class GatewayScene {
  readonly gateway: Gateway;
  readonly events: GatewayEvent[] = [];
  /** Milliseconds. */
  now = 1_000;
  #lines: number[] = [];
  readonly #said: {
    readonly to: string;
    readonly message: SnMessage;
    readonly bytes: Uint8Array;
  }[] = [];
  readonly #sent: { readonly line: number; readonly packet: Packet | 'end' }[] = [];

  constructor(options: Partial<GatewayOptions> = {}) {
    this.gateway = new Gateway({
      gatewayId: 7,
      ownClientId: 'gateway',
      events: (event) => this.events.push(event),
      ...options,
    });
  }

  /** The newest line. */
  get line(): number {
    return this.#lines.at(-1) ?? 0;
  }

  say(message: SnMessage, from = ALICE): void {
    this.bytes(encodeSn(message), from);
  }

  bytes(bytes: Uint8Array, from = ALICE): void {
    const machine = from.split(':')[0] ?? '';
    this.gateway.datagram({ address: from, machine }, bytes, this.now);
    this.#collect();
  }

  /** Messages from the gateway to one client since the last call. */
  heard(at = ALICE): readonly SnMessage[] {
    const mine = this.#said.filter(({ to }) => to === at);
    for (const one of mine) this.#said.splice(this.#said.indexOf(one), 1);
    return mine.map(({ message }) => message);
  }

  /** The same as encoded bytes, to all clients. */
  heardBytes(): readonly Uint8Array[] {
    return this.#said.splice(0).map(({ bytes }) => bytes);
  }

  /** Lengths and destinations of the datagrams sent since the last call. */
  sentBytes(): readonly { readonly to: string; readonly length: number }[] {
    return this.#said.splice(0).map(({ to, bytes }) => ({ to, length: bytes.length }));
  }

  /** Packets to the broker since the last call. */
  forwarded(): readonly (Packet | 'end')[] {
    return this.#sent.splice(0).map(({ packet }) => packet);
  }

  answer(packet: Packet, line = this.line): void {
    this.gateway.received(line, encode(packet, 5), this.now);
    this.#collect();
  }

  closeLine(line = this.line): void {
    this.gateway.closed(line);
    this.#collect();
  }

  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = this.gateway.wakeAt;
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      this.gateway.elapse(this.now);
      this.#collect();
    }
    this.now = end;
  }

  /** Connects a client. */
  join(options: Partial<SnConnect> = {}, from = ALICE): void {
    this.say(connect(options), from);
    this.answer(CONNACK);
    this.heard(from);
    this.forwarded();
  }

  #collect(): void {
    for (const output of this.gateway.takeOutput()) {
      if (output.kind === 'datagram') {
        const message = decodeSn(output.bytes)?.message;
        if (message === undefined) throw new Error('The gateway sent what nobody can read.');
        this.#said.push({ to: output.to.address, message, bytes: output.bytes });
      } else if (output.kind === 'open') {
        this.#lines.push(output.line);
      } else if (output.kind === 'end') {
        this.#sent.push({ line: output.line, packet: 'end' });
      } else {
        const read = decode(output.bytes, 5, 'client');
        if (!read.ok) throw new Error('The gateway sent no MQTT.');
        this.#sent.push({ line: output.line, packet: read.packet });
      }
    }
  }
}

export const CONNACK: ConnackPacket = {
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
};

export const connect = (options: Partial<SnConnect> = {}): SnConnect => ({
  type: 'connect',
  will: false,
  cleanSession: true,
  protocolId: 1,
  keepAlive: 60,
  clientId: 'alice',
  ...options,
});

export const publish = (options: Partial<SnPublish> = {}): SnPublish => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: { kind: 'short', id: 0x6162 },
  messageId: 0,
  data: encodeUtf8('21.5'),
  ...options,
});

export const GOODBYE: SnMessage = { type: 'disconnect', duration: undefined };

/** Handles a packet from the broker. */
export const fromBroker = (
  topic: string,
  options: { readonly qos?: 0 | 1 | 2; readonly packetId?: number; readonly text?: string } = {},
): Packet => ({
  type: 'publish',
  dup: false,
  qos: options.qos ?? 0,
  retain: false,
  topic,
  ...(options.packetId !== undefined && { packetId: options.packetId }),
  properties: [],
  payload: encodeUtf8(options.text ?? 'x'),
});

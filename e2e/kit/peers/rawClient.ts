/**
 * A client that sends exactly the given packets or bytes and returns the responses, over TCP and WebSocket.
 * It acknowledges nothing automatically.
 */
import { once } from 'node:events';
import net from 'node:net';
import { WebSocket } from 'ws';
import { decode } from '../../../src/mqtt/codec/decode.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { Framer } from '../../../src/mqtt/framing/framer.ts';
import type {
  ConnectPacket,
  Packet,
  PacketType,
  ProtocolVersion,
  PublishPacket,
  QoS,
  SubscriptionRequest,
} from '../../../src/mqtt/tables/packet.ts';
import type { Property } from '../../../src/mqtt/tables/properties.ts';

export type TransportName = 'TCP' | 'WebSocket';

export interface Target {
  readonly mqtt: string;
  readonly ws: string;
}

interface Carrier {
  readonly write: (bytes: Uint8Array) => void;
  /** Closes like a crash, without DISCONNECT or a close handshake. */
  readonly destroy: () => void;
}

/** ms; long, because a busy machine is slow but not wrong. */
const TIMEOUT = 60_000;

type Having<T, P> = P extends { readonly type: infer U } ? (T extends U ? P : never) : never;
type Of<T extends PacketType> = Packet & Having<T, Packet>;

export class RawClient {
  readonly version: ProtocolVersion;
  #carrier: Carrier | undefined;
  readonly #framer = new Framer();
  readonly #unread: Packet[] = [];
  #isEnded = false;
  #wake: () => void = () => undefined;
  #lastId = 0;

  constructor(version: ProtocolVersion) {
    this.version = version;
  }

  async open(transport: TransportName, target: Target): Promise<this> {
    const received = (bytes: Uint8Array): void => {
      this.#framer.push(new Uint8Array(bytes), (packet) => {
        const read = decode(packet.slice(), this.version, 'server');
        if (!read.ok)
          throw new Error(`the broker sent a broken packet: ${read.problem.breach.key}`);
        this.#unread.push(read.packet);
      });
      this.#wake();
    };
    const ended = (): void => {
      this.#isEnded = true;
      this.#wake();
    };
    this.#carrier =
      transport === 'TCP'
        ? await openTcp(target, received, ended)
        : await openWebSocket(target, received, ended);
    return this;
  }

  /** Sends raw bytes in one piece (one frame). */
  write(bytes: Uint8Array): void {
    this.#carrier?.write(bytes);
  }

  /** Sends packets in one piece. */
  send(...packets: readonly Packet[]): void {
    this.write(Buffer.concat(packets.map((packet) => encode(packet, this.version))));
  }

  kill(): void {
    this.#carrier?.destroy();
  }

  /** An unused packet identifier. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The broker's next packet. */
  async next(): Promise<Packet> {
    await this.#until(() => this.#unread.length > 0 || this.#isEnded, 'a packet');
    const packet = this.#unread.shift();
    if (packet === undefined) throw new Error('the connection ended instead of a packet');
    return packet;
  }

  /** The next packet, which must have that type. */
  async expect<T extends PacketType>(type: T): Promise<Of<T>> {
    const packet = await this.next();
    const isWanted = (p: Packet): p is Of<T> => p.type === type;
    if (!isWanted(packet)) throw new Error(`${type} expected, got ${shown(packet)}`);
    return packet;
  }

  /** The next packet of that type. Earlier packets of other types stay. */
  async pick<T extends PacketType>(type: T): Promise<Of<T>> {
    const isWanted = (p: Packet): p is Of<T> => p.type === type;
    await this.#until(() => this.#unread.some(isWanted) || this.#isEnded, `a ${type}`);
    const packet = this.#unread.find(isWanted);
    if (packet === undefined) throw new Error(`the connection ended instead of a ${type}`);
    this.#unread.splice(this.#unread.indexOf(packet), 1);
    return packet;
  }

  /** Waits for the connection's end. Returns the packets received before. */
  async end(): Promise<readonly Packet[]> {
    await this.#until(() => this.#isEnded, 'the end of the connection');
    return this.#unread.splice(0);
  }

  /** Packets that arrive before the response to a PINGREQ, which follows everything in transit. */
  async rest(): Promise<readonly Packet[]> {
    this.send({ type: 'pingreq' });
    const before: Packet[] = [];
    for (;;) {
      const packet = await this.next();
      if (packet.type === 'pingresp') return before;
      before.push(packet);
    }
  }

  async subscribe(
    filter: string,
    options: Partial<SubscriptionRequest> = {},
    properties: readonly Property[] = [],
  ): Promise<readonly number[]> {
    this.send(subscribing(this.nextId(), [{ filter, ...options }], properties));
    return (await this.pick('suback')).reasonCodes;
  }

  async unsubscribe(...filters: readonly string[]): Promise<readonly number[]> {
    this.send({ type: 'unsubscribe', packetId: this.nextId(), properties: [], filters });
    return (await this.pick('unsuback')).reasonCodes;
  }

  /**
   * Publishes with the whole handshake. Returns the reason code of its first response. Other packets stay
   * unread.
   */
  async publish(topic: string, payload: string, options: Partial<PublishPacket> = {}) {
    const packet = message(topic, payload, { packetId: this.nextId(), ...options });
    const { packetId = 0 } = packet;
    this.send(packet);
    if (packet.qos === 1) return (await this.pick('puback')).reasonCode ?? 0;
    if (packet.qos === 0) {
      this.send({ type: 'pingreq' });
      await this.pick('pingresp');
      return 0;
    }
    const code = (await this.pick('pubrec')).reasonCode ?? 0;
    if (code >= 0x80) return code;
    this.send({ type: 'pubrel', packetId });
    await this.pick('pubcomp');
    return code;
  }

  /** Receives a message and completes its acknowledgement. */
  async take(): Promise<PublishPacket> {
    const packet = await this.expect('publish');
    const { packetId = 0 } = packet;
    if (packet.qos === 1) this.send({ type: 'puback', packetId });
    if (packet.qos === 2) {
      this.send({ type: 'pubrec', packetId });
      await this.pick('pubrel');
      this.send({ type: 'pubcomp', packetId });
    }
    return packet;
  }

  /** Sends DISCONNECT and expects the end of the connection. */
  async disconnect(reasonCode?: number, properties?: readonly Property[]): Promise<void> {
    this.send({
      type: 'disconnect',
      ...(reasonCode !== undefined && { reasonCode }),
      ...(properties && { properties }),
    });
    const last = await this.end();
    if (last.length > 0) throw new Error(`no answer to DISCONNECT expected, got ${shown(last)}`);
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + TIMEOUT;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`waited in vain for ${what}; got ${shown(this.#unread)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

async function openTcp(
  { mqtt }: Target,
  received: (bytes: Uint8Array) => void,
  ended: () => void,
): Promise<Carrier> {
  const { port, hostname } = new URL(mqtt);
  const socket = net.connect({ port: Number(port), host: hostname, noDelay: true });
  socket.on('data', received);
  socket.on('close', ended);
  // 'close' follows.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { write: (bytes) => socket.write(bytes), destroy: () => socket.destroy() };
}

async function openWebSocket(
  { ws }: Target,
  received: (bytes: Uint8Array) => void,
  ended: () => void,
): Promise<Carrier> {
  const socket = new WebSocket(ws, 'mqtt', { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => received(data));
  socket.on('close', ended);
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return { write: (bytes) => socket.send(bytes), destroy: () => socket.terminate() };
}

export function connecting(
  version: ProtocolVersion,
  fields: Partial<ConnectPacket> = {},
): ConnectPacket {
  return {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 60,
    clientId: '',
    properties: [],
    ...fields,
  };
}

export function message(
  topic: string,
  payload: string,
  options: Partial<PublishPacket> = {},
): PublishPacket {
  const base = { type: 'publish', dup: false, qos: 0, retain: false, properties: [] } as const;
  return { ...base, topic, payload: Buffer.from(payload), ...options };
}

export function subscribing(
  packetId: number,
  requests: readonly (Partial<SubscriptionRequest> & { readonly filter: string })[],
  properties: readonly Property[] = [],
): Packet {
  const defaults = {
    qos: 2 as QoS,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  const subscriptions = requests.map((request) => ({ ...defaults, ...request }));
  return { type: 'subscribe', packetId, properties, subscriptions };
}

export const payloadOf = (packet: Packet | undefined): string | undefined =>
  packet?.type === 'publish' ? Buffer.from(packet.payload).toString() : undefined;

/** Bytes from hexadecimal digits with optional spaces. */
export const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex');

/** A packet as text for error messages. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString() : part,
  );
}

/** Test kit: a broker with a fault layer, and clients without I/O. */

import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { connectPacket, LOCAL_PEER, publishPacket, subscription } from '../core/broker.testkit.ts';
import { Broker } from '../core/broker.ts';
import { pathText } from '../core/commands/members.ts';
import { Account } from '../core/memory/ledger.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import { FaultLayer } from './faultLayer.ts';
import type { Mark, WaitingPacket } from './marks.ts';
import type { PacketFilters } from './packetFilters.ts';
import { parseRules } from './parseRules.ts';

const { maximumPacketSize } = DEFAULT_LIMITS;

/** A minimal filter language: only `size > 10`. */
const sizeFilters: PacketFilters = (text) => {
  const least = /^size > (\d+)$/.exec(text)?.[1];
  if (least === undefined) return { ok: false, column: 1 };
  return { ok: true, test: ({ bytes }) => bytes.length > Number(least) };
};

export class FaultScene {
  readonly marks: Mark[] = [];
  readonly broker = new Broker({ seed: 1 });
  readonly account = new Account(300_000);
  readonly layer = new FaultLayer(this.broker, {
    maximumPacketSize,
    marked: (mark) => this.marks.push(mark),
    account: this.account,
    filters: sizeFilters,
  });
  now = 1000;
  readonly #clients = new Map<number, FaultClient>();

  /** Each argument is the `match` and the `do` of a rule, named `a`, `b` and so on. */
  constructor(...rules: readonly { readonly match?: object; readonly do: unknown }[]) {
    this.rules(...rules);
  }

  rules(...rules: readonly { readonly match?: object; readonly do: unknown }[]): void {
    const named = rules.map((rule, at) => ({ id: String.fromCharCode(97 + at), ...rule }));
    const parsed = parseRules({ version: 1, rules: named });
    if (!parsed.ok) throw new Error(`${pathText(parsed.path)} ${parsed.error.key}`);
    this.layer.setRules(parsed.rules);
  }

  open(version: ProtocolVersion = 5): FaultClient {
    const client = new FaultClient(this, this.layer.open(LOCAL_PEER, this.now), version);
    this.#clients.set(client.id, client);
    return client;
  }

  /** Sends CONNECT and discards the answer. */
  connect(clientId: string, options: Parameters<typeof connectPacket>[1] = {}): FaultClient {
    const client = this.open(options.version);
    client.send(connectPacket(clientId, options));
    client.take();
    return client;
  }

  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = this.layer.wakeAt;
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      this.layer.elapse(this.now);
      this.flush();
    }
    this.now = end;
    this.layer.elapse(end);
    this.flush();
  }

  flush(): void {
    for (const output of this.layer.takeOutput()) {
      const client = this.#clients.get(output.connection);
      if (output.kind === 'send') client?.arrive(output.bytes);
      else client?.ended();
    }
  }

  get waiting(): readonly WaitingPacket[] {
    return this.layer.held.waiting(1000).packets;
  }

  /** Action and rule of each mark so far, like `drop a`. */
  get told(): string[] {
    return this.marks.map(({ action, rule }) => `${action} ${rule}`);
  }
}

export class FaultClient {
  readonly id: number;
  readonly #scene: FaultScene;
  readonly #version: ProtocolVersion;
  readonly #framer = new Framer();
  #packets: Packet[] = [];
  isEnded = false;

  constructor(scene: FaultScene, id: number, version: ProtocolVersion) {
    this.#scene = scene;
    this.id = id;
    this.#version = version;
  }

  send(...packets: readonly Packet[]): this {
    for (const packet of packets) this.sendBytes(encode(packet, this.#version));
    return this;
  }

  sendBytes(bytes: Uint8Array): this {
    this.#scene.layer.receive(this.id, bytes, this.#scene.now);
    this.#scene.flush();
    return this;
  }

  publish(topic: string, qos: 0 | 1 | 2 = 0, packetId = 1): this {
    return this.send(publishPacket(topic, topic, qos === 0 ? { qos } : { qos, packetId }));
  }

  subscribe(filter: string): this {
    const subscriptions = [subscription(filter)];
    this.send({ type: 'subscribe', packetId: 900, properties: [], subscriptions });
    this.take();
    return this;
  }

  cut(): void {
    this.#scene.layer.close(this.id, this.#scene.now);
    this.#scene.flush();
  }

  take(): Packet[] {
    return this.#packets.splice(0);
  }

  /** Received packets as type, packet identifier and topic, like `publish 1 t`. */
  heard(): string[] {
    return this.take().map((packet) => {
      const words: (string | number)[] = [packet.type];
      if (packet.type === 'publish' && packet.dup) words.push('dup');
      if ('packetId' in packet && packet.packetId !== undefined) words.push(packet.packetId);
      if ('topic' in packet) words.push(packet.topic);
      if ('reasonCode' in packet && isFailure(packet.reasonCode)) {
        words.push(packet.reasonCode.toString(16));
      }
      return words.join(' ');
    });
  }

  arrive(bytes: Uint8Array): void {
    if (this.isEnded) throw new Error('Something came after the end.');
    this.#framer.push(bytes, (packet) => {
      const decoded = decode(packet, this.#version, 'server');
      if (!decoded.ok) throw new Error(decoded.problem.breach.key);
      this.#packets.push(decoded.packet);
    });
  }

  ended(): void {
    if (this.isEnded) throw new Error('The connection was ended twice.');
    this.isEnded = true;
    this.#scene.layer.close(this.id, this.#scene.now);
  }
}

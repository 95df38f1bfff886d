/** Feeds a capture with a client's session, packet by packet. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type {
  ConnackPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
} from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import { Capture } from './capture.ts';

const ORIGIN = 1_800_000_000_000;

/** A capture with one stream. Its clock advances 1 ms with each packet. */
export class Session {
  readonly capture: Capture;
  readonly version: ProtocolVersion;
  stream: number;
  time = 0;

  constructor(
    version: ProtocolVersion = 4,
    budgets: { logBudget?: number; keptBudget?: number } = {},
  ) {
    this.version = version;
    this.capture = new Capture({ conventions: CONVENTIONS, originWallClock: ORIGIN, ...budgets });
    this.stream = this.capture.openStream();
  }

  raw(direction: Direction, bytes: Uint8Array): number {
    this.time += 1_000;
    return this.capture.packet(this.stream, direction, this.time, bytes);
  }

  send(packet: Packet): number {
    return this.raw('out', encode(packet, this.version));
  }

  get(packet: Packet): number {
    return this.raw('in', encode(packet, this.version));
  }

  /** Both sides accept topic aliases. */
  connect(
    sessionPresent = false,
    cleanStart = false,
    announced: ConnackPacket['properties'] = [],
  ): void {
    const aliases = [{ name: 'topicAliasMaximum', value: 100 }] as const;
    const properties = this.version === 5 ? aliases : [];
    this.send({
      type: 'connect',
      protocolName: this.version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: this.version,
      cleanStart,
      keepAlive: 60,
      clientId: 'me',
      properties,
    });
    const connack = [...properties, ...announced];
    this.get({ type: 'connack', sessionPresent, reasonCode: 0, properties: connack });
  }

  reconnect(sessionPresent: boolean): void {
    this.capture.closeStream(this.stream);
    this.stream = this.capture.openStream();
    this.connect(sessionPresent);
  }

  get counters() {
    return this.capture.counters(this.time);
  }

  rows(first = 0, count = 100) {
    return this.capture.window({ packets: { first, count } }, this.time).packets?.rows ?? [];
  }

  detail(packet: number) {
    return this.capture.window({ packet }, this.time).packet;
  }
}

export function publish(topic: string, change: Partial<PublishPacket> = {}): PublishPacket {
  return {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    properties: [],
    payload: encodeUtf8('value'),
    ...change,
  };
}

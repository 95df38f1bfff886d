/** Follows exchanges without a capture. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { PacketLog } from '../log/packetLog.ts';
import { Streams } from '../streams/streams.ts';
import type { BookBounds } from './exchangeBook.ts';
import { Exchanges } from './exchanges.ts';
import type { Irregularity } from './irregularity.ts';

export type Told = readonly [kind: string, packet: number, other: number | undefined];

export interface FollowedOptions extends BookBounds {
  readonly fromStart?: boolean;
  readonly logBudget?: number;
}

export class Followed {
  readonly told: Told[] = [];
  readonly names = new TopicNames();
  readonly log: PacketLog;
  readonly exchanges: Exchanges;
  readonly streams = new Streams(this.names, CONVENTIONS, {
    closed: (stream) => {
      this.exchanges.closed(stream);
    },
    back: () => undefined,
    forgets: (session) => {
      this.exchanges.forget(session);
    },
  });
  readonly version: 4 | 5;
  ordinal: number;
  #time = 0;

  constructor(
    version: 4 | 5 = 5,
    { fromStart = true, logBudget = 1024 * 1024, ...bounds }: FollowedOptions = {},
  ) {
    this.log = new PacketLog(this.names, logBudget);
    const listener = {
      irregular: ({ kind, packet, other }: Irregularity) => {
        this.told.push([kind, packet, other]);
      },
      changed: () => undefined,
    };
    this.exchanges = new Exchanges(this.log, this.names, listener, bounds);
    this.version = version;
    this.ordinal = this.streams.open({ version, fromStart });
  }

  sees(direction: 'in' | 'out', packet: Packet): number {
    const stream = this.streams.get(this.ordinal);
    if (stream === undefined) throw new Error('The stream is not there.');
    this.#time += 1;
    const bytes = encode(packet, this.version);
    const isPublish = packet.type === 'publish';
    const name = isPublish ? encodeUtf8(packet.topic) : new Uint8Array();
    const topic = isPublish ? this.names.intern(name, 0, name.length) : 0;
    const number = this.log.nextNumber;
    if (!isPublish) this.streams.follow(stream, direction, packet, number, this.#time);
    this.log.append(bytes, {
      time: this.#time,
      stream: this.ordinal,
      direction,
      version: this.version,
      packetId: 0,
      topic,
      masked: false,
      hasProblem: false,
    });
    const seen = { stream, direction, number, time: this.#time };
    if (!isPublish) this.exchanges.packet(seen, packet);
    else if (packet.packetId !== undefined) {
      const { qos, packetId, dup } = packet;
      this.exchanges.publish(seen, { bytes, qos, packetId, dup, topic });
    }
    stream.count(direction, bytes.length);
    return number;
  }

  connect(sessionPresent = false, cleanStart = false): void {
    this.sees('out', {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: this.version,
      cleanStart,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
    });
    this.sees('in', { type: 'connack', sessionPresent, reasonCode: 0, properties: [] });
  }

  return(sessionPresent: boolean): void {
    this.streams.close(this.ordinal, this.#time);
    this.ordinal = this.streams.open({ version: this.version });
    this.connect(sessionPresent);
  }
}

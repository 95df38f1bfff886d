/** Messages of the bench, identical except for a number, so that none needs encoding. */
import type { QoS } from '../../../../src/mqtt/tables/packet.ts';

export const TOPIC = 'sensors/line-3/device-7/telemetry';
/** Topic on which a fed subscriber reports its number of messages. */
export const PROGRESS_TOPIC = 'bench/progress';
const PAYLOAD_BYTES = 100;
/** Messages in one write. */
const MOST_AT_ONCE = 512;

/** Number of a message, at the beginning of its payload. */
export const numberAt = (bytes: Uint8Array, payload: number): number =>
  (bytes[payload] ?? 0) * 0x100_0000 +
  (bytes[payload + 1] ?? 0) * 0x1_0000 +
  (bytes[payload + 2] ?? 0) * 0x100 +
  (bytes[payload + 3] ?? 0);

export class MessageStream {
  readonly #packet: Buffer;
  readonly #idAt: number;
  readonly #numberAt: number;
  readonly #qos: QoS;
  /** Numbers start at 0. */
  sent = 0;

  constructor(qos: QoS) {
    this.#qos = qos;
    const topic = Buffer.from(TOPIC);
    const id = qos === 0 ? 0 : 2;
    const length = 2 + topic.length + id + PAYLOAD_BYTES;
    const head = Buffer.from([0x30 | (qos << 1), (length & 0x7f) | 0x80, length >> 7, 0]);
    const body = Buffer.alloc(id + PAYLOAD_BYTES, ' ');
    this.#packet = Buffer.concat([head, Buffer.from([topic.length]), topic, body]);
    this.#idAt = this.#packet.length - body.length;
    this.#numberAt = this.#idAt + id;
  }

  /** The next `count` packets, or as many as one write allows. */
  take(count: number): Buffer {
    const packet = this.#packet;
    const size = packet.length;
    const taken = Math.min(count, MOST_AT_ONCE);
    const bytes = Buffer.allocUnsafe(taken * size);
    for (let index = 0; index < taken; index += 1) {
      const at = index * size;
      packet.copy(bytes, at);
      const number = this.sent + index;
      // Far fewer are in flight than there are identifiers.
      if (this.#qos > 0) bytes.writeUInt16BE((number % 0xffff) + 1, at + this.#idAt);
      bytes.writeUInt32BE(number, at + this.#numberAt);
    }
    this.sent += taken;
    return bytes;
  }
}

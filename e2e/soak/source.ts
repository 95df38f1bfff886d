/** Sends prepared messages at a steady rate over one TCP connection. */

import { encodeUtf8 } from '../../src/base/utf8.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import { LeanClient } from '../bench/broker/load/leanClient.ts';

/** ms between writes. */
const TICK = 10;
const TOPICS = 1000;
/** Different payloads per topic. */
const VALUES = 7;

/** 100 bytes of JSON with QoS 0. */
function publish(index: number): Uint8Array {
  const payload = JSON.stringify({ n: index, temp: 15 + (index % 23) }).padEnd(100, ' ');
  return encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: `plant/line-${index % 10}/device-${index % TOPICS}/telemetry`,
      payload: encodeUtf8(payload),
      properties: [],
    },
    4,
  );
}

export class Source {
  readonly #client: LeanClient;
  readonly #packets = Array.from({ length: TOPICS * VALUES }, (_, index) => publish(index));
  readonly #rate: number;
  #begun = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Messages so far. */
  sent = 0;

  /** @param rate messages per second */
  constructor(port: number, rate: number) {
    this.#rate = rate;
    this.#client = new LeanClient(port, { message: () => undefined, read: () => undefined });
  }

  async begin(): Promise<void> {
    await this.#client.begin('soak-source');
    this.#begun = performance.now();
    this.#timer = setInterval(() => this.#send(), TICK);
  }

  /** Sends everything due since the last call, also after a delay. */
  #send(): void {
    const due = Math.floor(((performance.now() - this.#begun) / 1000) * this.#rate);
    const next: Uint8Array[] = [];
    for (; this.sent < due; this.sent += 1) {
      next.push(this.#packets[this.sent % this.#packets.length] ?? new Uint8Array(0));
    }
    if (next.length > 0) this.#client.write(Buffer.concat(next));
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.end();
  }
}

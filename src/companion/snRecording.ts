/** What passes the gateway of MQTT-SN, on both of its sides, for whoever looks on. */
import { performance } from 'node:perf_hooks';
import type { SensorCommand, SensorReply, Sensors } from '../broker/tap/sensors.ts';
import { Framer } from '../mqtt/framer.ts';
import { decodeSn } from '../mqttsn/decodeSn.ts';
import type { SnPlace } from '../mqttsn/gateway/gatewayOptions.ts';
import { SnRecord } from '../mqttsn/reading/snRecord.ts';

/** Streams that are told apart. */
const MOST_STREAMS = 20_000;

export class SnRecording implements Sensors {
  readonly #record: SnRecord;
  readonly #streams = new Map<string, number>();
  readonly #framers = new Map<number, Framer>();
  #begun = 0;
  /** `192.0.2.1:1884`, once it listens. */
  gateway = '';

  /** @param budget bytes of memory */
  constructor(predefined: ReadonlyMap<number, string>, budget: number) {
    this.#record = new SnRecord(predefined, budget);
  }

  command(command: SensorCommand): SensorReply {
    if (command.kind === 'sensors') {
      return { kind: 'sensors', ...this.#record.rows(command.first, command.count) };
    }
    return { kind: 'sensor', message: this.#record.detail(command.no) ?? null };
  }

  /** A datagram that came. */
  came(address: string, bytes: Uint8Array): void {
    const node = decodeSn(bytes)?.node;
    const name = node && Buffer.from(node).toString('hex');
    this.#message('out', { address, node: name }, bytes);
  }

  sent(to: SnPlace, bytes: Uint8Array): void {
    this.#message('in', to, bytes);
  }

  /** One packet of the gateway to the broker. */
  toBroker(line: number, packet: Uint8Array): void {
    this.#record.packet(line, 'out', packet, 0);
  }

  /** Bytes of the broker, cut anywhere. */
  fromBroker(line: number, bytes: Uint8Array): void {
    const framer = this.#framers.get(line) ?? new Framer();
    this.#framers.set(line, framer);
    framer.push(bytes, (packet) => this.#record.packet(line, 'in', packet, 0));
  }

  ended(line: number): void {
    this.#framers.delete(line);
  }

  #message(
    direction: 'in' | 'out',
    { address, node = '' }: Pick<SnPlace, 'address' | 'node'>,
    bytes: Uint8Array,
  ): void {
    const key = `${address} ${node}`;
    const stream = this.#streams.get(key) ?? (this.#begun += 1);
    if (this.#streams.size >= MOST_STREAMS) this.#streams.clear();
    this.#streams.set(key, stream);
    const time = performance.now() * 1000;
    const ends = { client: address, gateway: this.gateway };
    this.#record.message({ stream, direction, time, ...ends, bytes });
  }
}

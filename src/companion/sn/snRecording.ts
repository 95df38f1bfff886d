/** Records the MQTT-SN gateway's traffic on both sides for viewers. */
import { performance } from 'node:perf_hooks';
import { type Refused, refused } from '../../broker/core/commands/refusals.ts';
import type { SensorCommand, SensorReply, Sensors } from '../../broker/tap/sensors.ts';
import { sensorFilter } from '../../engine/filter/sensorFacts.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { decodeSn } from '../../mqttsn/decodeSn.ts';
import type { SnPlace } from '../../mqttsn/gateway/gatewayOptions.ts';
import { SnRecord } from '../../mqttsn/reading/snRecord.ts';
import { type CompiledFilter, compileFilter } from '../cli/filters.ts';

/** Part of the memory for distinguishing streams, and the cost of one besides its name. */
const STREAMS = 1 / 8;
const STREAM_BYTES = 150;

export class SnRecording implements Sensors {
  readonly #record: SnRecord;
  /** Streams by place, the longest silent first. */
  readonly #streams = new Map<string, number>();
  readonly #mostBytes: number;
  #bytes = 0;
  /** The last requested filter. */
  #compiled: CompiledFilter | undefined;
  readonly #framers = new Map<number, Framer>();
  #begun = 0;
  /** `192.0.2.1:1884`, once it listens. */
  gateway = '';

  /** @param budget bytes of memory */
  constructor(predefined: Map<number, string>, budget: number) {
    this.#mostBytes = budget * STREAMS;
    this.#record = new SnRecord(predefined, budget - this.#mostBytes);
  }

  /** Memory of all recorded traffic. */
  get bytes(): number {
    return this.#bytes + this.#record.bytes;
  }

  command(command: SensorCommand): SensorReply | Refused {
    switch (command.kind) {
      case 'sensors':
        return this.#rows(command.first, command.count, command.filter ?? '');
      case 'sensor':
        return { kind: 'sensor', message: this.#record.detail(command.no) ?? null };
    }
  }

  #rows(first: number, count: number, filter: string): SensorReply | Refused {
    if (filter === '') return { kind: 'sensors', ...this.#record.rows(first, count) };
    if (this.#compiled?.text !== filter) this.#compiled = compileFilter(filter);
    if (!this.#compiled.ok) return refused({ key: 'bad-filter', args: {} });
    return { kind: 'sensors', ...this.#record.rows(first, count, sensorFilter(this.#compiled)) };
  }

  /** Records a received datagram. */
  came(address: string, bytes: Uint8Array): void {
    const node = decodeSn(bytes)?.node;
    const name = node && Buffer.from(node).toString('hex');
    this.#message('out', { address, node: name }, bytes);
  }

  sent(to: SnPlace, bytes: Uint8Array): void {
    this.#message('in', to, bytes);
  }

  /** Records one packet from the gateway to the broker. */
  toBroker(line: number, packet: Uint8Array): void {
    this.#record.packet(line, 'out', packet, 0);
  }

  /** Records bytes of the broker, split anywhere. */
  fromBroker(line: number, bytes: Uint8Array): void {
    const framer = this.#framers.get(line) ?? new Framer();
    this.#framers.set(line, framer);
    framer.push(bytes, (packet) => this.#record.packet(line, 'in', packet, 0));
  }

  ended(line: number): void {
    this.#framers.delete(line);
    this.#record.ended(line);
  }

  /** A client has left or was rejected, so its stream ends. */
  left(place: Place, clientId: string): void {
    const key = keyOf(place);
    const stream = this.#streams.get(key);
    const isOver = this.#record.left(stream ?? 0, clientId);
    if (isOver) this.#forget(key);
  }

  #message(direction: 'in' | 'out', place: Place, bytes: Uint8Array): void {
    const stream = this.#streamOf(keyOf(place));
    const time = performance.now() * 1000;
    const ends = { client: place.address, gateway: this.gateway };
    this.#record.message({ stream, direction, time, ...ends, bytes });
  }

  #streamOf(key: string): number {
    const stream = this.#streams.get(key) ?? (this.#begun += 1);
    this.#forget(key);
    this.#streams.set(key, stream);
    this.#bytes += costOf(key);
    for (const oldest of this.#streams.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#forget(oldest);
    }
    return stream;
  }

  #forget(key: string): void {
    if (this.#streams.delete(key)) this.#bytes -= costOf(key);
  }
}

type Place = Pick<SnPlace, 'address' | 'node'>;

const keyOf = ({ address, node = '' }: Place): string => `${address} ${node}`;
const costOf = (key: string): number => STREAM_BYTES + 2 * key.length;

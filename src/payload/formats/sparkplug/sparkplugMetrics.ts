/** Writes payloads of Sparkplug B: metrics with values of the basic data types. */
import { DATA_TYPES, type DataType, INTEGER_BITS } from '../../sparkplug/dataTypes.ts';
import { WireWriter } from '../protobuf/wireWriter.ts';

export interface WrittenMetric {
  readonly name?: string | undefined;
  readonly alias?: number | bigint | undefined;
  /** ms since 1970 */
  readonly timestamp?: number | bigint | undefined;
  /** Data type for writing the value. */
  readonly type: DataType;
  /** BIRTHs must include the data type; other messages may omit it. */
  readonly saysType?: boolean;
  readonly isHistorical?: boolean;
  /** null if there is no value. */
  readonly value: boolean | number | bigint | string | null;
  /** Texts by key. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

export interface WrittenPayload {
  /** ms since 1970 */
  readonly timestamp?: number | bigint | undefined;
  readonly seq?: number | undefined;
  readonly metrics: readonly WrittenMetric[];
}

const VARINT = 0;
const LENGTH = 2;
const STRING_TYPE = DATA_TYPES.indexOf('String');

export function writeMetrics({ timestamp, seq, metrics }: WrittenPayload): Uint8Array {
  const message = new Message();
  if (timestamp !== undefined) message.varint(1, timestamp);
  for (const metric of metrics) message.message(2, metricOf(metric));
  if (seq !== undefined) message.varint(3, seq);
  return message.bytes;
}

function metricOf(metric: WrittenMetric): Message {
  const { name, alias, timestamp, type, saysType, isHistorical, value, properties } = metric;
  const message = new Message();
  if (name !== undefined) message.text(1, name);
  if (alias !== undefined) message.varint(2, alias);
  if (timestamp !== undefined) message.varint(3, timestamp);
  if (saysType === true) message.varint(4, DATA_TYPES.indexOf(type));
  if (isHistorical === true) message.varint(5, 1);
  if (value === null) message.varint(7, 1);
  if (properties !== undefined) message.message(9, propertySet(properties));
  if (value !== null) addValue(message, type, value);
  return message;
}

function propertySet(properties: Readonly<Record<string, string>>): Message {
  const message = new Message();
  for (const key of Object.keys(properties)) message.text(1, key);
  for (const text of Object.values(properties)) {
    const value = new Message();
    value.varint(1, STRING_TYPE);
    value.text(8, text);
    message.message(2, value);
  }
  return message;
}

function addValue(message: Message, type: DataType, value: boolean | number | bigint | string) {
  if (typeof value === 'string') message.text(15, value);
  else if (typeof value === 'boolean') message.varint(14, value ? 1 : 0);
  else if (type === 'Float') message.single(12, Number(value));
  else if (type === 'Double') message.double(13, Number(value));
  else {
    const isLong = Math.abs(INTEGER_BITS.get(type) ?? 64) === 64 || type === 'UInt32';
    const bits = isLong ? 64 : 32;
    message.varint(isLong ? 11 : 10, BigInt.asUintN(bits, BigInt(value)));
  }
}

class Message {
  readonly #out = new WireWriter();

  get bytes(): Uint8Array {
    return this.#out.result();
  }

  varint(field: number, value: number | bigint): void {
    this.#out.tag(field, VARINT);
    this.#out.varint(BigInt(value));
  }

  text(field: number, value: string): void {
    this.#out.tag(field, LENGTH);
    this.#out.text(value);
  }

  message(field: number, value: Message): void {
    this.#out.tag(field, LENGTH);
    this.#out.sized(value.bytes);
  }

  single(field: number, value: number): void {
    this.#out.tag(field, 5);
    this.#out.single(value);
  }

  double(field: number, value: number): void {
    this.#out.tag(field, 1);
    this.#out.double(value);
  }
}

/** Writes packets as lines of JSON, for `mqttscope dissect --json` and NDJSON files. */

import { hexText } from '../../../base/hex.ts';
import { jsonLine, quoted } from '../../../base/printable.ts';
import type { Field } from '../../../mqtt/dissect/dissection.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import { utcText } from '../../log/columns/utcText.ts';
import { endpointText } from '../events/endpointText.ts';
import { serverText } from '../events/namedEnds.ts';
import type { NumberedPacket } from './dissectedCapture.ts';
import { aliasedTopic, SCHEMA, typeByte } from './packetReport.ts';
import { type PayloadReport, payloadJson } from './payloadReport.ts';
import { reportProperties } from './propertyReport.ts';

/** Wireshark types these fields as boolean, although one has several bits. */
const BOOLEANS: ReadonlySet<string> = new Set([
  'mqtt.conflag.reserved',
  'mqtt.conack.flags.reserved',
]);

const PROPERTIES = 'mqtt.properties';
const WILL_PROPERTIES = 'mqtt.will_properties';

/** Wireshark shows length and text of this field as one value. */
const WHOLE = 'mqtt.property.content_type';

/** Fields of properties, subscriptions and their results. */
const REPEATABLE = /^mqtt\.(?:prop(?!erties$)|sub|unsub)/;
const TOPIC_FILTER = /^mqtt\.topic/;
/** SUBSCRIBE, UNSUBSCRIBE. */
const LISTS_OF_FILTERS: ReadonlySet<number> = new Set([8, 10]);

/** All fields of one name in the packet. */
interface Column {
  /** `"mqtt.topic":` */
  readonly head: string;
  readonly isRepeatable: boolean;
  readonly isTopic: boolean;
  readonly isBoolean: boolean;
  /** Wireshark gives it no value: only its presence counts. */
  readonly isGroup: boolean;
  readonly isWhole: boolean;
  count: number;
  /** Values as JSON, with commas between them. */
  values: string;
  /** Offsets and lengths, the same way. */
  ranges: string;
}

const columnOf = (name: string): Column => ({
  head: `${quoted(name)}:`,
  isRepeatable: REPEATABLE.test(name),
  isTopic: TOPIC_FILTER.test(name),
  isBoolean: BOOLEANS.has(name),
  isGroup: name === PROPERTIES || name === WILL_PROPERTIES,
  isWhole: name === WHOLE,
  count: 0,
  values: '',
  ranges: '',
});

/** Keeps the names of fields, so that lines cost little. */
export class PacketJson {
  readonly #columns = new Map<string, Column>();
  /** Columns with fields of the packet, in order. */
  #used: Column[] = [];
  #hasProperties = false;

  /** @returns a `PacketReport` without line end */
  line(packet: NumberedPacket, payload?: PayloadReport): string {
    const { no, seconds, clock, event, dissected, ends, withheld } = packet;
    const { version, bytes, isMasked, isVersionInferred } = dissected;
    const type = typeByte(bytes, isMasked) >> 4;
    const client = ends.client && `"client":${quoted(endpointText(ends.client))},`;
    const problems = dissected.problems.map(reportProblem);
    return [
      `{"schema":${SCHEMA},"no":${no},"time":${seconds},`,
      clock === undefined ? '' : `"utc":"${utcText(clock)}",`,
      `"stream":${event.stream},"dir":"${event.direction}",`,
      client ?? '',
      `"server":${quoted(serverText(ends))},"version":${version},`,
      isVersionInferred ? '"versionInferred":true,' : '',
      `"type":${type},"size":${bytes.length},`,
      this.#fields(dissected.fields(), type),
      ',"problems":',
      problems.length === 0 ? '[]' : jsonLine(problems),
      `,"hex":"${hexText(bytes)}"`,
      isMasked ? ',"masked":true' : '',
      event.faults ? `,"faults":${jsonLine(event.faults)}` : '',
      withheld ? ',"withheld":true' : '',
      payload ? `,"payload":${payloadJson(payload)}` : '',
      '}',
    ].join('');
  }

  /** `fields`, `ranges`, `properties` and `willProperties`. */
  #fields(fields: readonly Field[], type: number): string {
    this.#hasProperties = false;
    const hasAlias = aliasedTopic(fields) !== undefined;
    for (const field of fields) this.#add(field, hasAlias);
    const areFilters = LISTS_OF_FILTERS.has(type);
    let values = '';
    let ranges = '';
    for (const column of this.#used) {
      const { head, count, isRepeatable, isTopic } = column;
      const comma = values === '' ? '' : ',';
      if (count > 1 || isRepeatable || (areFilters && isTopic)) {
        values += `${comma}${head}[${column.values}]`;
        ranges += `${comma}${head}[${column.ranges}]`;
      } else {
        values += comma + head + column.values;
        ranges += comma + head + column.ranges;
      }
      column.count = 0;
    }
    this.#used = [];
    const lists = this.#hasProperties ? jsonLine(reportProperties(fields)).slice(1, -1) : NO_LISTS;
    return `"fields":{${values}},"ranges":{${ranges}},${lists}`;
  }

  #add(field: Field, hasAlias: boolean): void {
    const { name, children } = field;
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = columnOf(name);
      this.#columns.set(name, column);
    }
    const { isGroup, isWhole } = column;
    // Leaf fields have values, and so do bytes of flags, whose children are bits.
    if (isGroup || isWhole || children.every(isBit)) {
      const value = isGroup ? 'true' : valueOf(field, column);
      // The alias replaces the empty topic.
      const isReplaced = hasAlias && name === 'mqtt.topic' && value === '""';
      if (value !== undefined && !isReplaced) this.#addTo(column, value, field);
    }
    if (isGroup && children.some(hasParts)) this.#hasProperties = true;
    if (!isWhole) for (const child of children) this.#add(child, hasAlias);
  }

  #addTo(column: Column, value: string, { offset, length }: Field): void {
    const range = `[${offset},${length}]`;
    if (column.count === 0) {
      this.#used.push(column);
      column.values = value;
      column.ranges = range;
    } else {
      column.values += `,${value}`;
      column.ranges += `,${range}`;
    }
    column.count += 1;
  }
}

const NO_LISTS = '"properties":[],"willProperties":[]';

const hasParts = ({ children }: Field): boolean => children.length > 0;
const isBit = ({ mask }: Field): boolean => mask !== undefined;

function valueOf({ value }: Field, { isBoolean }: Column): string | undefined {
  if (value === null) return undefined;
  if (isBoolean) return String(Number(value) !== 0);
  if (value instanceof Uint8Array) return `"${hexText(value)}"`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

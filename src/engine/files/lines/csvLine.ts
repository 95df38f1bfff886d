/** Writes a packet as a CSV line (RFC 4180) for spreadsheets. */
import { hex } from '@scure/base';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { describePacket } from '../../../mqtt/dissect/describe.ts';
import { packetName, packetTypeOf } from '../../../mqtt/tables/packetNames.ts';
import { faultsText } from '../../faults/faultsText.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import { csvCell } from '../../log/columns/csvCell.ts';
import { utcText } from '../../log/columns/utcText.ts';
import { endpointText } from '../events/endpointText.ts';
import { problemText } from '../events/eventJson.ts';
import type { FileWords } from '../events/fileWords.ts';
import { serverText } from '../events/namedEnds.ts';
import type { NumberedPacket } from '../report/dissectedCapture.ts';
import { typeByte } from '../report/packetReport.ts';
import type { LineTime, StreamEvent } from './streamLine.ts';

const COLUMNS = [
  'no',
  'time',
  'utc',
  'stream',
  'dir',
  'version',
  'type',
  'size',
  'packet id',
  'qos',
  'dup',
  'retain',
  'topic',
  'payload',
  'summary',
  'problems',
  'masked',
  'faults',
  'withheld',
  'not whole',
  'client',
  'server',
  'hex',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | boolean | undefined>>;

export const CSV_HEAD = COLUMNS.join(',');

export function csvLine(packet: NumberedPacket, words: FileWords): string {
  const row = rowOf(packet, words);
  return COLUMNS.map((column) => cell(row[column])).join(',');
}

/** A row for an event other than a packet: the NDJSON line in the column `summary`. */
export function csvStreamLine(event: StreamEvent, time: LineTime, line: string): string {
  const { clock, seconds } = time;
  const row: Partial<Row> = {
    time: seconds,
    utc: clock === undefined ? undefined : utcText(clock),
    stream: event.stream,
    type: event.kind,
    summary: line,
  };
  return COLUMNS.map((column) => cell(row[column])).join(',');
}

function rowOf(
  { no, seconds, clock, event, dissected, ends, withheld }: NumberedPacket,
  words: FileWords,
): Row {
  const { version, bytes, packet, problems, isMasked } = dissected;
  const type = packetTypeOf(typeByte(bytes, isMasked));
  const publish = packet?.type === 'publish' ? packet : undefined;
  const topics = dissected
    .fields()
    .filter(({ name, length }) => name === 'mqtt.topic' && length === 0);
  const aliased = topics.map(({ value }) => value).find((value) => typeof value === 'string');
  const text = publish && decodeUtf8(publish.payload);
  return {
    no,
    time: seconds,
    utc: clock === undefined ? undefined : utcText(clock),
    stream: event.stream,
    dir: event.direction,
    version: dissected.isVersionInferred ? `${version}?` : version,
    type: type && packetName(type),
    size: bytes.length,
    'packet id': packet && 'packetId' in packet ? packet.packetId : undefined,
    qos: publish?.qos,
    dup: publish?.dup,
    retain: publish?.retain,
    topic: publish && (publish.topic || aliased),
    payload: text,
    summary: packet && !publish ? words.summary(describePacket(packet, version)) : undefined,
    problems: problems
      .map((problem) => reportProblem(problem))
      .map(({ severity, statement, text: what }) => `${severity} ${statement}: ${what}`)
      .join('; '),
    masked: isMasked,
    faults: faultsText(event.faults ?? []),
    withheld: withheld ?? false,
    'not whole': dissected.noted && problemText(dissected.noted),
    client: ends.client && endpointText(ends.client),
    server: serverText(ends),
    hex: hex.encode(bytes),
  };
}

function cell(value: Row[keyof Row]): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  return csvCell(value);
}

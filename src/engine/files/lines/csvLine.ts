/** Writes packets, and what happened between them, as CSV rows (RFC 4180) for spreadsheets. */
import { hex } from '@scure/base';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { describePacket } from '../../../mqtt/dissect/describe.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetName, packetTypeOf } from '../../../mqtt/tables/packetNames.ts';
import { faultsText } from '../../faults/faultsText.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import { csvCell } from '../../log/columns/csvCell.ts';
import { utcText } from '../../log/columns/utcText.ts';
import type { ClosedStream } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
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

/** A row for an event other than a packet. */
export function csvStreamLine(event: StreamEvent, { clock, seconds }: LineTime): string {
  const row: Partial<Row> = {
    time: seconds,
    utc: clock === undefined ? undefined : utcText(clock),
    stream: event.stream,
    type: event.kind,
    ...cellsOf(event),
  };
  return COLUMNS.map((column) => cell(row[column])).join(',');
}

function cellsOf(event: StreamEvent): Partial<Row> {
  switch (event.kind) {
    case 'opened': {
      const { client, version, versionInferred, carrier } = event;
      return {
        version: version && versionText(version, versionInferred === true),
        summary: carrier,
        client: client && endpointText(client),
        server: serverText(event),
      };
    }
    case 'closed':
      return { summary: endText(event) };
    case 'gap':
      return { dir: event.gap?.direction, size: event.gap?.bytes || undefined };
    case 'note':
      return { summary: event.text };
  }
}

/** Who closed a connection first, and why: `by client: keep-alive`. */
function endText({ end, told }: ClosedStream): string {
  const by = end?.by === undefined ? '' : `by ${end.by}`;
  return [by, told?.cause.key ?? ''].filter((part) => part !== '').join(': ');
}

const versionText = (version: ProtocolVersion, isInferred: boolean): string | number =>
  isInferred ? `${version}?` : version;

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
    version: versionText(version, dissected.isVersionInferred),
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
    client: ends.client && endpointText(ends.client),
    server: serverText(ends),
    hex: hex.encode(bytes),
  };
}

function cell(value: Row[keyof Row]): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  return csvCell(value);
}

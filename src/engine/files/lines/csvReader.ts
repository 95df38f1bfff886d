/** Reads the CSV that `captureExport.ts` writes. */

import { csvRows } from '../../../base/csvRows.ts';
import { isFullyMasked } from '../../../mqtt/framing/masking.ts';
import { isProtocolVersion } from '../../../mqtt/tables/packetNames.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { faultsIn } from '../../faults/faultsText.ts';
import { textOfCsvCell } from '../../log/columns/csvCell.ts';
import { utcFrom } from '../../log/columns/utcText.ts';
import { isCount, isRecord, parseProblem } from '../events/eventJson.ts';
import { endsFrom } from '../events/namedEnds.ts';
import { packetSize } from '../packets/resync.ts';
import { bytesOfHex, type LineFormat, type PacketLine } from './lineReader.ts';
import { readStreamLine, type ToldLine } from './streamLine.ts';

const QUOTE = 0x22;
const LINE_END = 0x0a;
const HEAD_START = 'no,time,';

export const isCsv = (start: Uint8Array): boolean =>
  String.fromCharCode(...start.subarray(0, HEAD_START.length)) === HEAD_START;

/** Creates a format per file, because the order of columns differs between files. */
export function csvFormat(): LineFormat {
  let columns: readonly string[] | undefined;
  let isQuoted = false;
  return {
    expected: 'csv',
    endOf: (bytes, searched) => {
      if (searched === 0) isQuoted = false;
      for (let at = searched; at < bytes.length; at += 1) {
        if (bytes[at] === QUOTE) isQuoted = !isQuoted;
        else if (bytes[at] === LINE_END && !isQuoted) return at;
      }
      return -1;
    },
    parse: (line) => {
      const [cells = []] = csvRows(line);
      if (columns) return lineOf(new Map(columns.map((name, at) => [name, cells[at] ?? ''])));
      columns = cells;
      const needed = ['time', 'stream', 'dir', 'version', 'hex'];
      return needed.every((name) => cells.includes(name)) ? 'head' : undefined;
    },
  };
}

function lineOf(row: ReadonlyMap<string, string>): PacketLine | ToldLine | 'head' | undefined {
  const summary = textOfCsvCell(row.get('summary') ?? '');
  const json = row.get('hex') === '' ? parseJson(summary) : undefined;
  return isRecord(json) ? readStreamLine(json) : packetOf(row);
}

function packetOf(row: ReadonlyMap<string, string>): PacketLine | undefined {
  const number = (name: string) => Number(row.get(name) || Number.NaN);
  const [time, stream] = [number('time'), number('stream')];
  const text = (name: string) => textOfCsvCell(row.get(name) ?? '');
  const versionText = row.get('version') ?? '';
  const version = Number(versionText.replace('?', ''));
  const dir = row.get('dir');
  const hex = row.get('hex') ?? '';
  const bytes = hex === '' ? undefined : bytesOfHex(hex);
  if (!isCount(stream) || !Number.isFinite(time) || !bytes) return undefined;
  if (dir !== 'in' && dir !== 'out') return undefined;
  const isMasked = row.get('masked') === 'true';
  // An overwritten size field is meaningless.
  const json = parseJson(text('not whole'));
  const problem = isRecord(json) ? parseProblem(json) : undefined;
  const isCut = packetSize(bytes) === bytes.length || (isMasked && isFullyMasked(bytes));
  const isPartial = problem === undefined ? !isCut : !(problem.rule === 'textFrame' && isCut);
  const ends = endsFrom(text('client'), text('server'));
  const clock = utcFrom(row.get('utc'));
  const faults = faultsIn(text('faults'));
  const read = {
    stream,
    direction: dir,
    time: time * 1e6,
    bytes,
    ...(isMasked && { masked: true as const }),
  } as const;
  if (row.get('withheld') === 'true') {
    return { packet: { kind: 'withheld', ...read, faults }, version: undefined, ends, clock };
  }
  return {
    packet: {
      kind: 'packet',
      ...read,
      ...(faults.length > 0 && { faults }),
      ...(problem && { problem }),
      ...(isPartial && { partial: true as const }),
    },
    version: isProtocolVersion(version) ? version : undefined,
    versionInferred: versionText.endsWith('?'),
    ends,
    clock,
  };
}

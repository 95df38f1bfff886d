import { expect, test } from 'vitest';
import { csvRows } from '../../../base/csvRows.testkit.ts';
import type { EndCause } from '../../endCauses/endCauses.ts';
import { connectOf } from '../captureFile.testkit.ts';
import { converted } from '../converted.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { streamLine } from './streamLine.ts';

const AT = { clock: 0, seconds: undefined };

test.each<EndCause>([
  { key: 'refused', args: { code: 0x87, version: '5', reason: 'TOLD' } },
  { key: 'no-broker', args: { by: 'server', what: 'http', line: 'HTTP/1.1 400 TOLD' } },
])('a peer’s text ($key) is in the line of the end only with reasons', (cause) => {
  const told = {
    cause,
    clientId: undefined,
    lasted: 1,
    packets: { in: 0, out: 1 },
    bytes: { in: 9, out: 9 },
  };
  const line = (withReasons: boolean) =>
    streamLine({ kind: 'closed', stream: 1, time: 0, told }, AT, withReasons);
  expect(line(true)).toContain('TOLD');
  expect(line(false)).toContain(`"cause":"${cause.key}"`);
  expect(line(false)).not.toContain('TOLD');
});

/** A stream that lacks bytes before its last packet, and was ended by the server. */
const EVENTS: readonly CaptureEvent[] = [
  { kind: 'origin', wallClock: 1_700_000_000_000 },
  {
    kind: 'opened',
    stream: 1,
    time: 0,
    carrier: 'websocket',
    client: { address: '192.0.2.7', port: 50_123 },
    fromStart: false,
  },
  { kind: 'packet', stream: 1, direction: 'out', time: 0, bytes: connectOf(5, 'a') },
  {
    kind: 'packet',
    stream: 1,
    direction: 'in',
    time: 2000,
    bytes: Uint8Array.of(0xd0, 0),
    afterGap: true,
    gaps: [
      { direction: 'in', bytes: 733 },
      { direction: 'out', bytes: 0 },
    ],
  },
  {
    kind: 'note',
    note: 'unsupported',
    stream: 1,
    fact: { key: 'text-frames', args: { sender: 'client' } },
  },
  { kind: 'closed', stream: 1, time: 3000.25, end: { by: 'server' } },
];

const written = (format: 'ndjson' | 'csv'): string[] =>
  Buffer.from(converted(EVENTS, format)).toString().trimEnd().split(/\r?\n/u);

const TEXT_FRAMES: unknown = expect.stringContaining('text frames');

test('NDJSON has beginnings, missing bytes, notes and ends between the packets', () => {
  const lines = written('ndjson').map((line): unknown => JSON.parse(line));
  const end = { utc: '2023-11-14T22:13:20.003000Z', time: 0.00300025 };
  expect(lines).toMatchObject([
    {
      kind: 'stream-opened',
      stream: 1,
      carrier: 'websocket',
      client: '192.0.2.7:50123',
      goesOn: true,
    },
    { no: 1 },
    { kind: 'gap', stream: 1, dir: 'in', bytes: 733, time: 0.002 },
    { kind: 'gap', stream: 1, dir: 'out' },
    { no: 2 },
    { kind: 'note', stream: 1, note: 'unsupported', text: TEXT_FRAMES },
    { kind: 'stream-closed', stream: 1, by: 'server', ...end },
  ]);
});

test('CSV has the same in the columns of packets', () => {
  const [head = [], ...rows] = csvRows(written('csv').join('\r\n'));
  const cells = rows.map((row) =>
    ['no', 'type', 'dir', 'size', 'summary', 'client'].map((name) => row[head.indexOf(name)]),
  );
  expect(cells).toEqual([
    ['', 'opened', '', '', 'websocket', '192.0.2.7:50123'],
    ['1', 'CONNECT', 'out', '16', expect.any(String), '192.0.2.7:50123'],
    ['', 'gap', 'in', '733', '', ''],
    ['', 'gap', 'out', '', '', ''],
    ['2', 'PINGRESP', 'in', '2', expect.any(String), '192.0.2.7:50123'],
    ['', 'note', '', '', expect.stringContaining('text frames'), ''],
    ['', 'closed', '', '', 'by server', ''],
  ]);
});

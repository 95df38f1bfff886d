/** Reads captures that begin in the middle of a connection, or have a malformed packet before others. */
import { expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { packetName, packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { Capture } from '../capture/capture.ts';
import { isNoPacket } from '../window/packetTypes.ts';
import { connectOf, notesOf, readEvents, reportsOf } from './captureFile.testkit.ts';
import { CAPTURE_FILES } from './converted.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { framesOf, pcapOf } from './frames/frames.testkit.ts';
import { CaptureFeed } from './report/captureFeed.ts';

function eventsOf(name: string): readonly CaptureEvent[] {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  return found ? readEvents(found[1]) : [];
}

const repeated = (count: number, lines: readonly string[]): readonly string[] =>
  Array.from({ length: count }, () => lines).flat();

/** @param number of the packet type */
const nameOf = (number: number): string => {
  const type = packetTypeOf(number << 4);
  return type === undefined ? 'RESERVED' : packetName(type);
};

/** Direction, version, type and topic, as the command line reports them. */
const inReport = (events: readonly CaptureEvent[]): readonly string[] =>
  reportsOf(events).map(({ dir, version, type, fields }) => {
    const topic = fields['mqtt.topic'];
    const text = `${dir} ${version} ${nameOf(type)}`;
    return typeof topic === 'string' && type === 3 ? `${text} ${topic}` : text;
  });

function feedOf(events: readonly CaptureEvent[]): CaptureFeed {
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of events) feed.take(event);
  return feed;
}

/** The same as the app shows it. */
function inApp(events: readonly CaptureEvent[]): readonly string[] {
  const feed = feedOf(events);
  const rows = feed.capture.window({ packets: { first: 0, count: 100 } }, 0).packets?.rows ?? [];
  return rows.map((row) => {
    const { number, direction, packetType, topic } = row;
    if (isNoPacket(row)) return 'no packet';
    const version = feed.capture.window({ packet: number }, 0).packet?.version;
    const text = `${direction} ${version} ${nameOf(packetType)}`;
    return topic === undefined || packetType !== 3 ? text : `${text} ${topic}`;
  });
}

const CHAIN = ['in 4 PUBLISH plant/heat/temperature', 'out 4 PUBACK'];
const PINGS = ['out 4 PINGREQ', 'in 4 PINGRESP'];

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['pub-01', repeated(3, ['out 4 PUBLISH plant/soil7/data', 'in 4 PUBACK'])],
  ['pub-02', repeated(8, ['in 5 PUBLISH plant/a/data'])],
  ['pub-19', ['in 5 CONNACK', 'out 5 PUBLISH plant/x', 'out 5 DISCONNECT']],
  ['pub-05', ['out 4 CONNECT']],
  [
    'pub-03',
    [
      'out 4 CONNECT',
      'in 4 CONNACK',
      'out 4 SUBSCRIBE',
      ...repeated(2, ['out 4 PUBLISH plant/soil7/data']),
    ],
  ],
  ['interop-mid-textheader', repeated(4, ['in 4 PUBLISH plant/heat/temperature'])],
  ['interop-mid-v5-noprops', repeated(6, ['in 5 PUBLISH plant/heat/temp'])],
  ['interop-masked-type', ['out 4 PUBLISH a/b', 'out 4 DISCONNECT']],
  ['interop-masked-reason', ['in 5 PUBLISH a/b', 'out 5 PUBACK']],
  [
    'interop-connect-lost-port',
    ['in 4 CONNACK', ...repeated(5, ['out 4 PUBLISH a/b', 'in 4 PUBACK']), 'out 4 DISCONNECT'],
  ],
  ['interop-inside-c0', [...repeated(6, CHAIN), ...repeated(2, PINGS)]],
  ['interop-inside-10', [...repeated(6, CHAIN), ...repeated(2, PINGS)]],
  ['interop-server-port-higher', [...repeated(2, ['in 4 PUBLISH a/b']), ...repeated(4, PINGS)]],
  ['interop-big-inside-port', repeated(6, ['in 4 PUBLISH frigate/stats', ...PINGS])],
];

it.each(CASES)('%s is read to its last packet, in reports and in the app', (name, wanted) => {
  const events = eventsOf(name);
  expect(inReport(events)).toEqual(wanted);
  expect(inApp(events)).toEqual(wanted);
});

it('continues after a packet of a reserved type', () => {
  const events = eventsOf('pub-20');
  expect(inReport(events).slice(3)).toEqual(['out 4 PUBLISH plant/soil7/data', 'out 4 DISCONNECT']);
});

it('says that the version is inferred', () => {
  const events = eventsOf('pub-02');
  expect(notesOf(events)).toContain('version-inferred');
  expect(reportsOf(events).every(({ versionInferred }) => versionInferred === true)).toBe(true);
  const stated = eventsOf('pub-03');
  expect(notesOf(stated)).not.toContain('version-inferred');
  expect(reportsOf(stated).some(({ versionInferred }) => versionInferred === true)).toBe(false);
});

it('reads no values from overwritten bytes', () => {
  const last = reportsOf(eventsOf('pub-04')).at(-1);
  expect(last).toMatchObject({ masked: true, type: 0, fields: {} });
  expect(last?.hex).toBe('2a2a');
});

const PUBLISH = Buffer.from('301200076b69746368656e32312e352064656773', 'hex');

it.each([
  ['PUBLISH', PUBLISH, 12, 0, 'kitchen'],
  ['CONNECT', connectOf(4, 'sensor-17'), 20, 1, undefined],
] as const)(
  'shows the beginning of a %s as far as the capture has it',
  (name, bytes, length, hidden, topic) => {
    const sent = [connectOf(4, 'x'), bytes.subarray(0, length)];
    const events = readEvents(
      pcapOf(framesOf(sent.map((one) => ({ direction: 'out', bytes: one })))),
    );
    const { packet } = feedOf(events).capture.window({ packet: 2 }, 0);
    expect(packet?.row).toMatchObject({ incomplete: true, packetType: (bytes[0] ?? 0) >> 4 });
    expect(nameOf(packet?.row.packetType ?? 0)).toBe(name);
    expect(packet?.secrets).toHaveLength(hidden);
    const [report] = reportsOf(events).slice(1);
    expect(report?.fields['mqtt.topic']).toBe(topic);
    expect(packet?.problems.map(({ rule }) => rule)).toEqual(
      report?.problems.map(({ rule }) => rule),
    );
  },
);

/** The beginning of a SUBSCRIBE or UNSUBSCRIBE shows its topic filters; that of a CONNECT may hold a secret. */
import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { connectOf, readEvents, reportsOf } from './captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';

const CONNACKS = { 4: Uint8Array.of(0x20, 2, 0, 0), 5: Uint8Array.of(0x20, 3, 0, 0, 0) } as const;

const subscribe = (version: ProtocolVersion): Uint8Array =>
  encode(
    {
      type: 'subscribe',
      packetId: 7,
      subscriptions: ['plant/pump/+/pressure', 'plant/pump/+/speed'].map((filter) => ({
        filter,
        qos: 1,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      })),
      properties: [],
    },
    version,
  );

const unsubscribe = (version: ProtocolVersion): Uint8Array =>
  encode(
    {
      type: 'unsubscribe',
      packetId: 7,
      filters: ['plant/pump/+/pressure', 'plant/pump/+/speed'],
      properties: [],
    },
    version,
  );

const opened = (version: 4 | 5): Sent[] => [
  { direction: 'out', bytes: connectOf(version) },
  { direction: 'in', bytes: CONNACKS[version] },
];

/** If the third packet is shown, when its connection ends after it. */
function isShown(version: 4 | 5, bytes: Uint8Array): boolean {
  const file = pcapOf(framesOf([...opened(version), { direction: 'out', bytes }]));
  const [, , report] = reportsOf(readEvents(file));
  return report !== undefined && report.masked !== true;
}

describe.each([4, 5] as const)('the beginning of a packet of version %i', (version) => {
  it.each([
    ['subscribe', subscribe(version)],
    ['unsubscribe', unsubscribe(version)],
  ])('%s shows its topic filters, wherever it is cut', (_name, bytes) => {
    const first = version === 5 ? 8 : 7;
    for (let length = first; length < bytes.length; length += 1) {
      expect([length, isShown(version, bytes.subarray(0, length))]).toEqual([length, true]);
    }
  });
});

it('hides a secret property that is cut off', () => {
  const bytes = encode(
    {
      type: 'subscribe',
      packetId: 7,
      subscriptions: [],
      properties: [{ name: 'userProperty', value: ['password', 'pa55w0rd-of-a-pump'] }],
    },
    5,
  );
  expect(isShown(5, bytes.subarray(0, -4))).toBe(false);
});

it('shows the filters of a packet that the snap length cut', () => {
  const frames = framesOf([...opened(4), { direction: 'out', bytes: subscribe(4) }]);
  const reports = reportsOf(readEvents(pcapOf(frames, { snapLength: 74 })));
  expect(reports.map(({ masked = false }) => masked)).toEqual([false, false, false]);
});

it('hides the beginning of a CONNECT', () => {
  const file = pcapOf(framesOf([{ direction: 'out', bytes: connectOf(4).subarray(0, 14) }]));
  const [report] = reportsOf(readEvents(file));
  expect(report?.masked).toBe(true);
});

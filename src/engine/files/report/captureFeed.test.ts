import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { fileWords } from '../../../i18n/en/captures/fileWords.ts';
import { Capture } from '../../capture/capture.ts';
import type { EndCause } from '../../endCauses/endCauses.ts';
import { CaptureExport } from '../captureExport.ts';
import {
  connectOf,
  corpusCapture,
  joined,
  packetBytes,
  pcapngOf,
  readEvents,
} from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { type SaveOptions, savedCapture } from '../savedCapture.ts';
import { CaptureFeed } from './captureFeed.ts';

const { events } = corpusCapture(300);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function fed(all: readonly CaptureEvent[]): CaptureFeed {
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of all) feed.take(event);
  return feed;
}

function saved(feed: CaptureFeed, options: SaveOptions = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const file = new CaptureExport('mqttscope', (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets: true,
    application: 'test',
    fileWords,
  });
  for (const event of savedCapture(feed.capture, options)) file.take(event);
  file.end();
  return joined(parts);
}

describe('a file in the engine', () => {
  it('has every packet, with its time, stream and direction', () => {
    const { capture } = fed(readEvents(pcapngOf(events)));
    const rows = capture.window({ packets: { first: 0, count: 10_000 } }, 0).packets?.rows ?? [];
    const packets = events.filter((event) => event.kind === 'packet');
    expect(
      rows.map(({ stream, direction, time, size }) => [stream, direction, time, size]),
    ).toEqual(
      packets.map(({ stream, direction, time, bytes }) => [stream, direction, time, bytes.length]),
    );
    expect(capture.origin).toBe(1_700_000_000_000);
  });

  it('is saved and opened again byte for byte', () => {
    const first = fed(readEvents(pcapngOf(events)));
    const file = saved(first);
    expect(packetBytes(readEvents(file))).toEqual(packetBytes(events));
    expect(hex(saved(fed(readEvents(file))))).toBe(hex(file));
  });

  it('shows where connections closed and clients reconnected, also after saving', () => {
    const bytes = connectOf(4, 'me');
    const feed = fed([
      { kind: 'origin', wallClock: 0 },
      { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true },
      { kind: 'packet', stream: 1, direction: 'out', time: 1, bytes },
      { kind: 'closed', stream: 1, time: 9, end: { code: 1001, by: 'server' } },
      { kind: 'opened', stream: 2, time: 20, carrier: 'tcp', fromStart: true },
      { kind: 'packet', stream: 2, direction: 'out', time: 21, bytes },
    ]);
    const changes = ({ capture }: CaptureFeed) =>
      capture.window({ packets: { first: 0, count: 9 } }, 0).packets?.changes?.rows;
    const told = [
      { kind: 'closed', position: 1, time: 9, lasted: 9, end: { code: 1001, by: 'server' } },
      { kind: 'back', position: 2, time: 21, away: 12 },
    ];
    expect(changes(feed)).toMatchObject(told);
    const streams = (stream: number) =>
      stream === 1
        ? ({ carrier: 'tcp', opened: 0, closed: 9, fromStart: true } as const)
        : ({ carrier: 'tcp', opened: 20, fromStart: true } as const);
    expect(changes(fed(readEvents(saved(feed, { streams }))))).toMatchObject(told);
  });

  it('has the cause found by a relay', () => {
    const args = { by: 'client', last: 'connect', after: 0, version: '4' } as const;
    const cause: EndCause = {
      key: 'closed',
      args: { ...args, willAfter: undefined, message: undefined },
    };
    const none = { in: 0, out: 0 };
    const told = { cause, clientId: 'me', lasted: 40, packets: none, bytes: none };
    const { capture } = fed([
      { kind: 'origin', wallClock: 0 },
      { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true },
      { kind: 'packet', stream: 1, direction: 'out', time: 1, bytes: connectOf(4, 'me') },
      {
        kind: 'packet',
        stream: 1,
        direction: 'in',
        time: 2,
        bytes: Uint8Array.of(0x20, 2, 0, 0),
      },
      { kind: 'closed', stream: 1, time: 60_000, end: { by: 'client' }, told },
    ]);
    expect(capture.endOf(1)).toMatchObject({ by: 'client', cause });
  });

  it('keeps the positions of missing bytes', () => {
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    feed.take({ kind: 'origin', wallClock: 5 });
    feed.take({ kind: 'opened', stream: 1, time: 0, carrier: 'tcp' });
    const packet = { kind: 'packet', stream: 1, direction: 'out', time: 1 } as const;
    feed.take({ ...packet, bytes: connectOf(4) });
    feed.take({ ...packet, bytes: Uint8Array.of(0xc0, 0), afterGap: true });
    feed.take({ ...packet, bytes: Uint8Array.of(0xc0, 0) });
    const again = readEvents(saved(feed)).filter((event) => event.kind === 'packet');
    expect(again.map(({ afterGap }) => afterGap)).toEqual([undefined, true, undefined]);
  });

  it('keeps settings, end times and marks', () => {
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    feed.take({ kind: 'origin', wallClock: 5 });
    for (const stream of [7, 9]) {
      feed.take({ kind: 'opened', stream, time: 0, carrier: 'tcp' });
      const bytes = connectOf(5, `client ${stream}`);
      feed.take({ kind: 'packet', stream, direction: 'out', time: stream * 10, bytes });
    }
    const file = saved(feed, {
      streams: (stream) =>
        stream === 1
          ? { carrier: 'websocket', opened: 60, closed: 80, settings: { keepAlive: 5 } }
          : undefined,
      marks: new Map([[2, 'here']]),
    });
    const again = readEvents(file).filter(({ kind }) => kind !== 'packet');
    expect(again).toEqual([
      { kind: 'origin', wallClock: 5 },
      {
        kind: 'opened',
        stream: 1,
        time: 60,
        carrier: 'websocket',
        settings: { keepAlive: 5 },
        version: 5,
        fromStart: true,
      },
      { kind: 'closed', stream: 1, time: 80 },
      { kind: 'opened', stream: 2, time: 90, carrier: 'other', version: 5, fromStart: true },
      { kind: 'mark', packet: 2, text: 'here' },
    ]);
  });
});

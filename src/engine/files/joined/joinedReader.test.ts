import { describe, expect, it } from 'vitest';
import { connectOf, joined, packetBytes, pcapngOf, readEvents } from '../captureFile.testkit.ts';
import type { CaptureEvent, OpenedStream } from '../events/captureEvents.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import { OwnWriter } from '../own/ownWriter.ts';
import { DECODERS } from '../tls/allDecoders.ts';
import { KeyLog } from '../tls/keyLog.ts';
import { FileSurvey } from './fileSurvey.ts';
import { JoinedReader } from './joinedReader.ts';

/** Reads the files as one capture. `gap`: a file is missing. */
function joinedEvents(files: readonly (Uint8Array | 'gap')[]): CaptureEvent[] {
  const events: CaptureEvent[] = [];
  const take = (event: CaptureEvent): void => {
    events.push(event.kind === 'packet' ? { ...event, bytes: event.bytes.slice() } : event);
  };
  const reader = new JoinedReader(take, DECODERS, new KeyLog(), {});
  for (const file of files) {
    if (file === 'gap') {
      reader.breakOff();
      continue;
    }
    const { format = 'pcap', isCopy } = surveyOf(file);
    reader.begin({ format, isCopy });
    reader.push(file);
  }
  reader.end();
  return events;
}

function surveyOf(file: Uint8Array): FileSurvey {
  const survey = new FileSurvey();
  survey.push(file);
  survey.end();
  return survey;
}

const PINGREQ = Uint8Array.of(0xc0, 0);
const ends = {
  client: { address: '10.0.0.7', port: 40_000 },
  server: { address: '10.0.0.1', port: 1883 },
};

type Opened = Partial<OpenedStream> & Pick<OpenedStream, 'stream'>;

/** A file of streams, each with one packet. */
function ownFile(
  wallClock: number,
  opened: readonly Opened[],
  format: 'mqttscope' | 'pcapng' = 'mqttscope',
): Uint8Array {
  const events: CaptureEvent[] = [{ kind: 'origin', wallClock }];
  for (const one of opened) {
    const { stream, fromStart = false } = one;
    events.push({ kind: 'opened', time: 0, carrier: 'tcp', ...ends, fromStart, ...one });
    const bytes = fromStart ? connectOf(4) : PINGREQ;
    events.push({ kind: 'packet', stream, direction: 'out', time: stream, bytes });
  }
  if (format === 'pcapng') return pcapngOf(events);
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes));
  for (const event of events) writer.take(event);
  writer.end();
  return joined(parts);
}

const openedIn = (events: readonly CaptureEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'opened' ? [event.stream] : []));
const streamsOf = (events: readonly CaptureEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'packet' ? [event.stream] : []));

describe('JoinedReader', () => {
  it('reads frames as if they were in one file, wherever it is cut', () => {
    const sent = [
      connectOf(4),
      PINGREQ,
      new Uint8Array([0x30, 0xc8, 1, 0, 1, 97, ...new Uint8Array(197)]),
    ];
    const frames = framesOf(
      sent.map((bytes) => ({ direction: 'out', bytes })),
      { segment: 50 },
    );
    const times = frames.map((_, at) => at);
    const whole = readEvents(pcapOf(frames));
    for (let cut = 1; cut < frames.length; cut += 1) {
      const files = [
        pcapOf(frames.slice(0, cut)),
        pcapOf(frames.slice(cut), { times: times.slice(cut), nanoseconds: true }),
      ];
      expect(joinedEvents(files)).toEqual(whole);
    }
  });

  it.each(['mqttscope', 'pcapng'] as const)('continues open connections: %s', (format) => {
    const first = ownFile(1000, [{ stream: 1, fromStart: true }], format);
    const second = ownFile(2000, [{ stream: 1 }], format);
    const events = joinedEvents([first, second]);
    expect(openedIn(events)).toEqual([1]);
    expect(streamsOf(events)).toEqual([1, 1]);
    expect(packetBytes(events)).toHaveLength(2);
    expect(events.filter(({ kind }) => kind === 'origin')).toHaveLength(1);
    // Times count from the first origin, µs.
    const [, later] = events.filter((event) => event.kind === 'packet');
    expect(later?.time).toBe(1_000_001);
  });

  it('continues no connection where files are missing', () => {
    const first = ownFile(1000, [{ stream: 1, fromStart: true }]);
    const second = ownFile(2000, [{ stream: 1 }]);
    expect(streamsOf(joinedEvents([first, 'gap', second]))).toEqual([1, 2]);
  });

  it('keeps the numbers of streams that no earlier file has', () => {
    const other = { client: { address: '10.0.0.7', port: 40_001 } };
    const first = ownFile(1000, [{ stream: 2, fromStart: true }]);
    const second = ownFile(2000, [{ stream: 2 }, { stream: 5, fromStart: true, ...other }]);
    expect(streamsOf(joinedEvents([first, second]))).toEqual([2, 2, 5]);
    const foreign = ownFile(3000, [{ stream: 2, fromStart: true, ...other }]);
    expect(streamsOf(joinedEvents([first, foreign]))).toEqual([2, 3]);
  });
});

describe('FileSurvey', () => {
  it('has the times of the first and the last packet', () => {
    const frames = framesOf([{ direction: 'out', bytes: connectOf(4) }]);
    const survey = surveyOf(pcapOf(frames, { times: frames.map((_, at) => at * 10) }));
    const { first, last, format, isCopy } = survey;
    expect({ first, last, format, isCopy }).toEqual({
      first: 1_700_000_000e6,
      last: 1_700_000_000e6 + (frames.length - 1) * 10_000,
      format: 'pcap',
      isCopy: false,
    });
    const own = surveyOf(ownFile(1000, [{ stream: 1, fromStart: true }, { stream: 9 }]));
    expect([own.first, own.last]).toEqual([1_000_001, 1_000_009]);
    expect(surveyOf(ownFile(1000, [{ stream: 1 }], 'pcapng')).isCopy).toBe(true);
  });

  it('recognises a truncated file, and one without packets', () => {
    const frames = framesOf([{ direction: 'out', bytes: connectOf(4) }]);
    expect(surveyOf(pcapOf(frames).slice(0, -3)).isTruncated).toBe(true);
    const own = ownFile(1000, [{ stream: 1 }]);
    expect(surveyOf(own.slice(0, -2)).isTruncated).toBe(true);
    const empty = surveyOf(pcapOf([]));
    expect([empty.first, empty.isTruncated]).toEqual([undefined, false]);
  });
});

import { expect, test } from 'vitest';
import type { EndCause } from '../../endCauses/endCauses.ts';
import { connectOf, readEvents } from '../captureFile.testkit.ts';
import { converted } from '../converted.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
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

test.each(['ndjson', 'csv'] as const)('the end of a stream keeps its nanoseconds: %s', (format) => {
  const frames = framesOf([{ direction: 'out', bytes: connectOf(4, 'a') }]);
  const times = frames.map((_, at) => at * 1.0004);
  const file = readEvents(pcapOf(frames, { nanoseconds: true, times }));
  const lasted = (events: readonly CaptureEvent[]): number => {
    const packet = events.find(({ kind }) => kind === 'packet');
    const end = events.find(({ kind }) => kind === 'closed');
    return packet?.kind === 'packet' && end?.kind === 'closed' ? end.time - packet.time : 0;
  };
  expect(lasted(file) % 1).toBeGreaterThan(0.1);
  expect(lasted(readEvents(converted(file, format)))).toBeCloseTo(lasted(file), 3);
});

import { describe, expect, it } from 'vitest';
import { readEvents } from './captureFile.testkit.ts';
import { EXPORT_FORMATS } from './captureFormats.ts';
import { CAPTURE_FILES, converted, problemsOf } from './converted.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';

/** Captures with packets, and their problems. */
const CAPTURES = CAPTURE_FILES.flatMap(([name, file]) => {
  const events = readEvents(file);
  if (!events.some(({ kind }) => kind === 'packet')) return [];
  return [[name, { events, problems: problemsOf(events) }] as const];
});

/** Problems that depend on bytes which are overwritten in a file without secrets. */
const isOfBytes =
  (events: readonly CaptureEvent[]) =>
  (problem: string): boolean => {
    const packets = events.filter(({ kind }) => kind === 'packet');
    const [packet = 0] = problem.split(' ');
    const at = packets[Number(packet) - 1];
    return problem.endsWith('out-of-step') || (at?.kind === 'packet' && at.masked === true);
  };

describe.each(EXPORT_FORMATS)('converted to %s', (format) => {
  it.each(CAPTURES)('%s keeps its problems', (_name, { events, problems }) => {
    expect(problemsOf(readEvents(converted(events, format, true)))).toEqual(problems);
    const masked = readEvents(converted(events, format));
    const kept = problemsOf(masked);
    // Without the overwritten bytes, nothing tells that a packet was never sent as such.
    const isExplained = problems.some((one) => one.endsWith('out-of-step'));
    const added = kept.filter((one) => !isExplained && !problems.includes(one));
    expect(added).toEqual([]);
    const isLost = isOfBytes(masked);
    expect(problems.filter((one) => !kept.includes(one) && !isLost(one))).toEqual([]);
  });
});

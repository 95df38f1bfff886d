import { describe, expect, it } from 'vitest';
import { isFullyMasked } from '../../mqtt/framing/masking.ts';
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

const isMaskedWhole = (event: CaptureEvent | undefined): boolean =>
  event?.kind === 'packet' && event.masked === true && isFullyMasked(event.bytes);

/** Problems of packets whose copy has only the fixed header, or that these bytes explain. */
const isHidden =
  (copy: readonly CaptureEvent[]) =>
  (problem: string): boolean => {
    const packets = copy.filter(({ kind }) => kind === 'packet');
    const [packet = 0] = problem.split(' ');
    const isExplained = problem.endsWith('out-of-step') && packets.some(isMaskedWhole);
    return isExplained || isMaskedWhole(packets[Number(packet) - 1]);
  };

describe.each(EXPORT_FORMATS)('converted to %s', (format) => {
  it.each(CAPTURES)('%s keeps its problems', (_name, { events, problems }) => {
    expect(problemsOf(readEvents(converted(events, format, true)))).toEqual(problems);
    const copy = readEvents(converted(events, format));
    const kept = problemsOf(copy);
    expect(kept.filter((one) => !problems.includes(one))).toEqual([]);
    const lost = problems.filter((one) => !kept.includes(one));
    expect(lost.filter((one) => !isHidden(copy)(one))).toEqual([]);
  });
});

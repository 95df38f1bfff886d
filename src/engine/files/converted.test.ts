import { describe, expect, it } from 'vitest';
import { isFullyMasked, isOnlyMask } from '../../mqtt/framing/masking.ts';
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

/** Bytes of a packet that a copy overwrites after its fixed header, or wholly. */
function maskedBytes(event: CaptureEvent | undefined): Uint8Array | undefined {
  if (event?.kind !== 'packet' || event.masked !== true) return undefined;
  return isFullyMasked(event.bytes) ? event.bytes : undefined;
}

/** Problems of overwritten bytes, or that these explain. Missing bytes are known without their content. */
const isHidden =
  (copy: readonly CaptureEvent[]) =>
  (problem: string): boolean => {
    const packets = copy.filter(({ kind }) => kind === 'packet');
    const [packet = 0] = problem.split(' ');
    if (problem.endsWith('out-of-step') && packets.some(maskedBytes)) return true;
    const bytes = maskedBytes(packets[Number(packet) - 1]);
    const isOfMissing = /capture-(?:gap|end)$|cut-off$/.test(problem);
    return bytes !== undefined && (!isOfMissing || isOnlyMask(bytes));
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

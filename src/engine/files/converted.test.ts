import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { isFullyMasked, isOnlyMask } from '../../mqtt/framing/masking.ts';
import { connectOf, readEvents } from './captureFile.testkit.ts';
import { EXPORT_FORMATS, type ExportFormat } from './captureFormats.ts';
import { CAPTURE_FILES, converted, problemsOf } from './converted.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';

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
  (copy: readonly CaptureEvent[], format: ExportFormat) =>
  (problem: string): boolean => {
    const packets = copy.filter(({ kind }) => kind === 'packet');
    const [packet = 0] = problem.split(' ');
    if (problem.endsWith('out-of-step') && packets.some(maskedBytes)) return true;
    const bytes = maskedBytes(packets[Number(packet) - 1]);
    if (bytes === undefined) return false;
    // Only a copy as frames needs the lengths inside packets to divide the bytes.
    if (problem.endsWith('capture-gap')) return format === 'pcapng' && isOnlyMask(bytes);
    return !/(?:capture-end|cut-off)$/.test(problem) || isOnlyMask(bytes);
  };

describe.each(EXPORT_FORMATS)('converted to %s', (format) => {
  it.each(CAPTURES)('%s keeps its problems', (_name, { events, problems }) => {
    expect(problemsOf(readEvents(converted(events, format, true)))).toEqual(problems);
    const copy = readEvents(converted(events, format));
    const kept = problemsOf(copy);
    expect(kept.filter((one) => !problems.includes(one))).toEqual([]);
    const lost = problems.filter((one) => !kept.includes(one));
    expect(lost.filter((one) => !isHidden(copy, format)(one))).toEqual([]);
  });
});

/** A connection whose long packets the capture cuts. */
function cutCapture(): Uint8Array {
  const publish = (packetId: number): Uint8Array =>
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 1,
        retain: false,
        packetId,
        topic: 'plant/pump/pressure',
        payload: new Uint8Array(20),
        properties: [],
      },
      4,
    );
  const exchange = (packetId: number): Sent[] => [
    { direction: 'out', bytes: publish(packetId) },
    { direction: 'in', bytes: encode({ type: 'puback', packetId }, 4) },
  ];
  const sent: Sent[] = [
    { direction: 'out', bytes: connectOf(4, 'a-client-with-a-long-name') },
    { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
    ...[1, 2, 3].flatMap(exchange),
  ];
  return pcapOf(framesOf(sent), { snapLength: 68 });
}

// Frames of a copy have the missing lengths, but overwritten bytes between them cannot be divided.
it.each(EXPORT_FORMATS.filter((format) => format !== 'pcapng'))(
  'names the packets that the capture lacks a part of, converted to %s',
  (format) => {
    const events = readEvents(cutCapture());
    const problems = problemsOf(events);
    expect(problems.filter((one) => one.endsWith('capture-gap'))).toHaveLength(4);
    expect(problemsOf(readEvents(converted(events, format)))).toEqual(problems);
  },
);

/** MQTT-SN messages in files, beside the captures of their control packets. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import type { SavedEvent } from '../../engine/files/savedCapture.ts';
import { parsePredefinedTopics } from '../../mqttsn/predefinedTopics.ts';
import { SnRecord } from '../../mqttsn/reading/snRecord.ts';

const RECORDS = new WeakMap<Capture, SnRecord>();

/** Names of predefined topics given before the first message. */
const NAMES = new WeakMap<Capture, ReadonlyMap<number, string>>();

/** Sets the names given for the file before. @param text ignored if malformed */
export function nameSensorTopics(capture: Capture, text: string): void {
  const parsed = parsePredefinedTopics(text);
  if (parsed.ok) NAMES.set(capture, parsed.topics);
}

/** undefined if the file has none. */
export const sensorRecordOf = (capture: Capture): SnRecord | undefined => RECORDS.get(capture);

/** Called after the capture has recorded it. */
export function recordSensors(capture: Capture, event: CaptureEvent): void {
  const known = RECORDS.get(capture);
  if (event.kind === 'packet') {
    // Datagrams of sensors precede the packets of their stream.
    known?.packet(event.stream, event.direction, event.bytes, capture.newest);
    return;
  }
  if (event.kind === 'closed') known?.ended(event.stream);
  if (event.kind !== 'datagram') return;
  const record = known ?? new SnRecord(new Map(NAMES.get(capture)));
  RECORDS.set(capture, record);
  record.message(event);
}

/** The saved content of a whole capture, with its MQTT-SN messages in their places. */
export function* withSensors(
  capture: Capture,
  events: Generator<SavedEvent, void, undefined>,
): Generator<SavedEvent, void, undefined> {
  const datagrams = sensorRecordOf(capture)?.datagrams();
  let next = datagrams?.next();
  for (const event of events) {
    const time = 'time' in event ? event.time : Number.NEGATIVE_INFINITY;
    for (; next?.done === false && next.value.time <= time; next = datagrams?.next()) {
      yield { kind: 'datagram', ...next.value };
    }
    yield event;
  }
  for (; next?.done === false; next = datagrams?.next()) yield { kind: 'datagram', ...next.value };
}

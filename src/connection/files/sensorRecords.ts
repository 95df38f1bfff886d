/** Messages of MQTT-SN in files, beside the captures of their control packets. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { CaptureEvent } from '../../engine/files/captureEvents.ts';
import { SnRecord } from '../../mqttsn/reading/snRecord.ts';

const RECORDS = new WeakMap<Capture, SnRecord>();

/** Undefined: there are none in it. */
export const sensorRecordOf = (capture: Capture): SnRecord | undefined => RECORDS.get(capture);

/** After the capture has taken it. */
export function recordSensors(capture: Capture, event: CaptureEvent): void {
  const known = RECORDS.get(capture);
  if (event.kind === 'packet') {
    // One is known by its sensors first.
    known?.packet(event.stream, event.direction, event.bytes, capture.newest);
    return;
  }
  if (event.kind !== 'datagram') return;
  const record = known ?? new SnRecord();
  RECORDS.set(capture, record);
  record.message(event);
}

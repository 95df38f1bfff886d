import { utcText } from '../../log/columns/utcText.ts';
import type { NumberedPacket } from './dissectedCapture.ts';
import { type PacketReport, reportPacket } from './packetReport.ts';

/** Reports the packet as a line of a file. */
export function reportNumbered(packet: NumberedPacket): PacketReport {
  const { dissected, event, no, seconds, clock, ends } = packet;
  const report = reportPacket(dissected, event, no, seconds, ends);
  if (clock === undefined) return report;
  const { schema, no: _no, time, ...rest } = report;
  return { schema, no, time, utc: utcText(clock), ...rest };
}

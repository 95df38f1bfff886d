/** Formats a packet as one line of text, as printed by `mqttscope dissect`. */

import { printable } from '../../../base/printable.ts';
import { describePacket, type Summary } from '../../../mqtt/dissect/describe.ts';
import { isFullyMasked, isOnlyMask } from '../../../mqtt/framing/masking.ts';
import { peekType } from '../../../mqtt/framing/peek.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import { packetName, packetTypeOf } from '../../../mqtt/tables/packetNames.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { faultsText } from '../../faults/faultsText.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import type { NumberedPacket } from '../report/dissectedCapture.ts';
import { typeByte } from '../report/packetReport.ts';

/** Words used in a line. */
export interface PacketLineWords {
  readonly summary: (summary: Summary) => string;
  readonly bytes: (count: number) => string;
  /** Size of an incomplete packet. */
  readonly bytesOfIt: (count: number) => string;
  readonly masked: string;
  readonly fault: (faults: string) => string;
  readonly wrong: (severity: string, statement: string, breach: Breach) => string;
}

export function packetLine(
  { no, seconds, event, dissected }: NumberedPacket,
  words: PacketLineWords,
): string {
  const { bytes, version, packet, isMasked } = dissected;
  const type = packetTypeOf(typeByte(bytes, isMasked));
  const isBroken = event.partial === true;
  // The packet boundary is unknown, so the first byte means nothing.
  const isMaskedWhole = isMasked && (isOnlyMask(bytes) || event.masked === true);
  const isUnknown = (dissected.isLost && isMasked) || (isMaskedWhole && isFullyMasked(bytes));
  const parts = [
    String(no).padStart(6),
    seconds.toFixed(6).padStart(12),
    `#${event.stream}`,
    event.direction === 'out' ? '->' : '<-',
    isUnknown ? 'UNKNOWN' : type === undefined ? 'RESERVED' : packetName(type),
    ...(!isUnknown && (peekType(bytes) === 'publish' || packet === undefined)
      ? flagsOf(bytes)
      : []),
    ...(packet && !isUnknown ? [words.summary(describePacket(packet, version))] : []),
    isBroken ? words.bytesOfIt(bytes.length) : words.bytes(bytes.length),
    ...(isMasked ? [words.masked] : []),
    ...(event.faults ? [words.fault(faultsText(event.faults))] : []),
    ...dissected.problems.map((problem) => {
      const { severity, statement } = reportProblem(problem);
      return words.wrong(severity, statement, problem.breach);
    }),
  ];
  return printable(parts.filter((part) => part !== '').join(' '));
}

function flagsOf(bytes: Uint8Array): string[] {
  const first = bytes[0] ?? 0;
  if (first >> 4 !== PUBLISH) return [];
  const isRetained = (first & 1) === 1;
  const isRepeated = (first & 8) !== 0;
  return [
    `QoS ${(first >> 1) & 3}`,
    ...(isRepeated ? ['DUP'] : []),
    ...(isRetained ? ['retain'] : []),
  ];
}

/** Formats a packet as one line of text, as printed by `mqttscope dissect`. */

import { printable } from '../../../base/printable.ts';
import { describePacket, type Summary } from '../../../mqtt/dissect/describe.ts';
import { findField } from '../../../mqtt/dissect/findField.ts';
import { qosIn } from '../../../mqtt/framing/firstBytes.ts';
import { isOnlyMask } from '../../../mqtt/framing/masking.ts';
import { peekType } from '../../../mqtt/framing/peek.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import { packetName, packetTypeOf } from '../../../mqtt/tables/packetNames.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { faultsText } from '../../faults/faultsText.ts';
import { reportProblem } from '../../findings/reportedProblem.ts';
import type { NumberedPacket } from '../report/dissectedCapture.ts';
import { type DissectedPacket, typeByte } from '../report/packetReport.ts';

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
  // The first byte of bytes that belong to no packet means nothing.
  const isUnknown = isMasked && isOnlyMask(bytes);
  const name = isUnknown ? 'UNKNOWN' : type === undefined ? 'RESERVED' : packetName(type);
  const arrow = event.direction === 'out' ? '->' : '<-';
  const time = seconds.toFixed(6).padStart(12);
  let line = `${String(no).padStart(6)} ${time} #${event.stream} ${arrow} ${name}`;
  const add = (part: string): void => {
    if (part !== '') line += ` ${part}`;
  };
  if (!isUnknown && (peekType(bytes) === 'publish' || packet === undefined)) add(flagsOf(bytes));
  if (packet && !isUnknown) add(words.summary(describePacket(packet, version)));
  else if (!isUnknown) add(topicOf(dissected));
  add(isBroken ? words.bytesOfIt(bytes.length) : words.bytes(bytes.length));
  if (isMasked) add(words.masked);
  if (event.faults) add(words.fault(faultsText(event.faults)));
  for (const problem of dissected.problems) {
    const { severity, statement } = reportProblem(problem);
    add(words.wrong(severity, statement, problem.breach));
  }
  return printable(line);
}

/** Topic of a PUBLISH that is malformed or incomplete; empty if it has none that may be shown. */
function topicOf({ bytes, fields }: DissectedPacket): string {
  if (peekType(bytes) !== 'publish') return '';
  const value = findField(fields(), ({ name }) => name === 'mqtt.topic')?.value;
  return typeof value === 'string' ? value : '';
}

function flagsOf(bytes: Uint8Array): string {
  const first = bytes[0] ?? 0;
  if (first >> 4 !== PUBLISH) return '';
  const isRepeated = (first & 8) !== 0;
  const isRetained = (first & 1) === 1;
  return `QoS ${qosIn(first)}${isRepeated ? ' DUP' : ''}${isRetained ? ' retain' : ''}`;
}

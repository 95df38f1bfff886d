/** Reads the output of `mqttscope dissect --json`: one packet per line, among lines of other kinds. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { PARTIAL_RULES } from '../../../mqtt/secrets/packetTrust.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import { breachOf } from '../../../mqtt/statements/breachWords.ts';
import type { Severity } from '../../../mqtt/statements/rule.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { isProtocolVersion } from '../../../mqtt/tables/packetNames.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { faultsOf } from '../../faults/faultsText.ts';
import { utcFrom } from '../../log/columns/utcText.ts';
import { isCount, isFiniteNumber, isRecord } from '../events/eventJson.ts';
import { endsFrom } from '../events/namedEnds.ts';
import { fitAsPackets } from '../packets/resync.ts';
import { bytesOfHex, type LineFormat, type PacketLine } from './lineReader.ts';
import { readStreamLine, type ToldLine } from './streamLine.ts';

const LINE_END = 0x0a;
const TEXT_FRAME = 'textFrame';

export const isNdjson = (start: Uint8Array): boolean => start[0] === 0x7b;

export const NDJSON: LineFormat = {
  expected: 'json',
  endOf: (bytes, searched) => bytes.indexOf(LINE_END, searched),
  parse: parseLine,
};

function parseLine(text: string): PacketLine | ToldLine | 'head' | undefined {
  const json = parseJson(text);
  if (!isRecord(json)) return undefined;
  const told = readStreamLine(json);
  if (told !== undefined) return told;
  const { stream, dir, time, version, versionInferred, problems, masked, lost } = json;
  const bytes = typeof json['hex'] === 'string' ? bytesOfHex(json['hex']) : undefined;
  if (!isCount(stream) || !isFiniteNumber(time) || !bytes?.length) return undefined;
  if (dir !== 'in' && dir !== 'out') return undefined;
  const problem = Array.isArray(problems) ? problemOf(problems, bytes, masked === true) : undefined;
  const ends = endsFrom(json['client'], json['server']);
  const clock = utcFrom(json['utc']);
  const faults = faultsOf(json['faults']);
  const textSpeakers = sendersIn(json['textSpeakers']);
  const read = {
    stream,
    direction: dir,
    time: time * 1e6,
    bytes,
    ...(masked === true && { masked: true as const }),
  } as const;
  if (json['withheld'] === true) {
    return { packet: { kind: 'withheld', ...read, faults }, version: undefined, ends, clock };
  }
  return {
    packet: {
      kind: 'packet',
      ...read,
      ...(lost === true && { lost: true as const }),
      ...(faults.length > 0 && { faults }),
      ...(textSpeakers.length > 0 && { textSpeakers }),
      ...(problem && { problem }),
      ...(problem && isPartial(problem, bytes) && { partial: true as const }),
    },
    version: typeof version === 'number' && isProtocolVersion(version) ? version : undefined,
    versionInferred: versionInferred === true,
    ends,
    clock,
  };
}

function sendersIn(value: unknown): readonly Sender[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((one) => one === 'client' || one === 'server');
}

/** Text frames may contain whole packets. */
function isPartial({ rule }: PacketProblem, bytes: Uint8Array): boolean {
  return rule !== TEXT_FRAME || fitAsPackets(bytes, undefined) !== 'whole';
}

/** Restores the problem that the bytes do not show. All others are found again, unless they are overwritten. */
function problemOf(
  problems: readonly unknown[],
  bytes: Uint8Array,
  isMasked: boolean,
): PacketProblem | undefined {
  const all = problems.flatMap((problem) => readProblem(problem, bytes) ?? []);
  const noted = all.find(isNoted);
  const inside = isMasked ? all.filter((problem) => problem !== noted) : [];
  return noted && inside.length > 0 ? { ...noted, inside } : noted;
}

/** True for problems that readers note where bytes are not packets, or not in a binary frame. */
const isNoted = ({ rule, breach }: { readonly rule: string; readonly breach: Breach }): boolean =>
  PARTIAL_RULES.has(rule) || rule === TEXT_FRAME || breach.key === 'length-endless';

function readProblem(problem: unknown, { length }: Uint8Array) {
  if (!isRecord(problem)) return undefined;
  const { rule, severity, statement, text } = problem;
  if (typeof rule !== 'string' || typeof statement !== 'string' || typeof text !== 'string') {
    return undefined;
  }
  const ours: Severity = severity === 'error' ? 'malformed' : 'caution';
  return { rule, severity: ours, statement, breach: breachOf(text), offset: 0, length };
}

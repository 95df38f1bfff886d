/** Writes fault rules in the file format that `parseRules` reads. */
import { packetName } from '../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../mqtt/tables/reasonCodes.ts';
import type { FaultAction, FaultMatch, FaultRule, PacketChange } from './faultRule.ts';
import type { NetworkConditions, Range } from './networkConditions.ts';

/** Members in a readable order; defaults are left out. */
export function writeRules(rules: readonly FaultRule[]): {
  readonly version: 1;
  readonly rules: readonly object[];
} {
  return { version: 1, rules: rules.map(writeRule) };
}

function writeRule({ id, enabled, match, do: action }: FaultRule): object {
  return {
    id,
    ...(enabled ? {} : { enabled }),
    ...(Object.keys(match).length === 0 ? {} : { match: writeMatch(match) }),
    do: writeAction(action),
  };
}

function writeMatch({ packet, ...match }: FaultMatch): object {
  if (packet === undefined) return match;
  const names = packet.map(packetName);
  const { client, direction, ...rest } = match;
  return {
    ...(client === undefined ? {} : { client }),
    ...(direction === undefined ? {} : { direction }),
    packet: names.length === 1 ? names[0] : names,
    ...rest,
  };
}

function writeAction(action: FaultAction): object | string {
  switch (action.action) {
    case 'drop':
    case 'silent':
      return action.action;
    case 'delay': {
      const { least, most, overtake } = action;
      return {
        action: 'delay',
        milliseconds: least === most ? least : [least, most],
        ...(overtake ? { overtake } : {}),
      };
    }
    case 'duplicate':
      return action.dup ? 'duplicate' : { action: 'duplicate', dup: false };
    case 'hold':
      return writeHold(action);
    case 'edit':
      return { action: 'edit', set: writeChange(action.set) };
    case 'cut':
      return { action: 'cut', when: action.when };
    case 'answer': {
      const { with: how, reasonCode, ...members } = action;
      return {
        ...members,
        reasonCode: hexByte(reasonCode),
        ...(how === 'disconnect' ? { with: how } : {}),
      };
    }
  }
}

function writeHold({
  overtake,
  keepAlive,
  releaseAfter,
}: Extract<FaultAction, { readonly action: 'hold' }>): object | string {
  if (!overtake && keepAlive === undefined && releaseAfter === undefined) return 'hold';
  return {
    action: 'hold',
    ...(overtake && { overtake }),
    ...(keepAlive !== undefined && { keepAlive }),
    ...(releaseAfter !== undefined && { releaseAfter }),
  };
}

function writeChange({ reasonCode, ...change }: PacketChange): object {
  return { ...change, ...(reasonCode !== undefined && { reasonCode: hexByte(reasonCode) }) };
}

const writeRange = ({ least, most }: Range): number | readonly [number, number] =>
  least === most ? least : [least, most];

/** Inverse of `parseNetwork`. */
export function writeNetwork({
  latency,
  slice,
  outage,
  resetAfter,
  silentAfter,
  ...plain
}: NetworkConditions): object {
  return {
    ...plain,
    ...(latency && { latency: writeRange(latency) }),
    ...(slice && { slice: writeRange(slice) }),
    ...(outage && {
      outage: { every: writeRange(outage.every), lasts: writeRange(outage.lasts) },
    }),
    ...(resetAfter && { resetAfter: writeRange(resetAfter) }),
    ...(silentAfter && { silentAfter: writeRange(silentAfter) }),
  };
}

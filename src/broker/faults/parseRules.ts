/** Reads fault rules from JSON values; errors have a path and a reason. */

import { PACKET_TYPES, type PacketType, type QoS } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { topicFilterError, topicNameError } from '../../mqtt/tables/topics.ts';
import { listOf, packetBytes } from '../core/commands/commandReaders.ts';
import type { FilterCount, MemberError } from '../core/commands/memberErrors.ts';
import {
  flag,
  Members,
  oneOf,
  type Path,
  present,
  string,
  ValueError,
  whole,
} from '../core/commands/members.ts';
import {
  ANSWERABLE,
  type FaultAction,
  type FaultAnswer,
  type FaultMatch,
  type FaultRule,
  type PacketChange,
} from './faultRule.ts';
import { NETWORK, STEP } from './marks.ts';
import type { NetworkConditions } from './networkConditions.ts';
import type { PacketFilters } from './packetFilters.ts';
import { chance, LARGEST, parseNetwork, range } from './parseNetwork.ts';

export type ParsedRules =
  | {
      readonly ok: true;
      readonly rules: readonly FaultRule[];
      /** null: no simulated network; undefined: not mentioned. */
      readonly network: NetworkConditions | null | undefined;
    }
  | { readonly ok: false; readonly path: Path; readonly error: MemberError };

const MOST_RULES = 1000;
/** Maximum number of rules with a display filter. */
const MOST_FILTERS = 100;
/** Maximum total characters of all filters. */
const MOST_CHARACTERS = 65_536;
/** Maximum number of regular expressions in all filters; each takes up to 2 MB. */
const MOST_PATTERNS = 50;

/** Text limited in characters. */
const line = string(8192);

/**
 * Parses `{"version": 1, "rules": [ … ], "network": { … }}`. Never throws.
 * @param filters compiles the filters of rules; without it they are not checked
 */
export function parseRules(value: unknown, filters?: PacketFilters): ParsedRules {
  try {
    const file = new Members(value, []);
    file.required('version', (given, path) => {
      if (given !== 1) throw new ValueError(path, { key: 'version', args: {} });
    });
    const rules = file.required(
      'rules',
      listOf(parseRule(new CountedFilters(filters)), MOST_RULES),
    );
    const network = file.optional('network', (given, path) =>
      given === null ? null : parseNetwork(given, path),
    );
    file.end();
    const ids = new Set<string>();
    for (const [index, { id }] of rules.entries()) {
      if (ids.has(id)) throw new ValueError(['rules', index, 'id'], { key: 'id-taken', args: {} });
      ids.add(id);
    }
    return { ok: true, rules, network };
  } catch (error) {
    if (error instanceof ValueError) return { ok: false, path: error.path, error: error.error };
    throw error;
  }
}

const parseRule =
  (filters: CountedFilters) =>
  (value: unknown, place: Path): FaultRule => {
    const members = new Members(value, place);
    const rule: FaultRule = {
      id: members.required('id', text),
      enabled: members.optional('enabled', flag) ?? true,
      match: members.optional('match', parseMatch(filters)) ?? {},
      do: members.required('do', parseAction),
    };
    members.end();
    if (rule.do.action === 'answer') checkAnswer(rule.do, rule.match, place);
    return rule;
  };

const parseMatch = (filters: CountedFilters) => (value: unknown, path: Path) => {
  const members = new Members(value, path);
  const match: FaultMatch = present({
    client: members.optional('client', line),
    direction: members.optional('direction', oneOf('from-client', 'to-client')),
    packet: members.optional('packet', packetTypes),
    topic: members.optional('topic', topicFilter),
    qos: members.optional('qos', qos),
    filter: members.optional('filter', filters.read),
    nth: members.optional('nth', whole(1, Number.MAX_SAFE_INTEGER)),
    per: members.optional('per', oneOf('client', 'connection')),
    chance: members.optional('chance', chance),
    seed: members.optional('seed', whole(0, Number.MAX_SAFE_INTEGER)),
  });
  members.end();
  return match;
};

function parseAction(value: unknown, path: Path): FaultAction {
  // `"drop"` is short for `{"action": "drop"}`.
  const isShort = typeof value === 'string';
  const members = new Members(isShort ? { action: value } : value, path);
  const action = members.required('action', (given, at) =>
    oneOf(...ACTIONS)(given, isShort ? path : at),
  );
  const parsed = parseParts(action, members);
  members.end();
  return parsed;
}

const ACTIONS = ['delay', 'drop', 'duplicate', 'hold', 'edit', 'answer', 'cut', 'silent'] as const;

function parseParts(action: (typeof ACTIONS)[number], members: Members): FaultAction {
  switch (action) {
    case 'delay': {
      const { least, most } = members.required('milliseconds', range);
      return { action, least, most, overtake: members.optional('overtake', flag) ?? false };
    }
    case 'duplicate':
      return { action, dup: members.optional('dup', flag) ?? true };
    case 'hold':
      return {
        action,
        overtake: members.optional('overtake', flag) ?? false,
        ...present({
          keepAlive: members.optional('keepAlive', flag),
          releaseAfter: members.optional('releaseAfter', whole(1, LARGEST)),
        }),
      };
    case 'edit':
      return { action, set: members.required('set', parseChange) };
    case 'answer':
      return {
        action,
        reasonCode: members.required('reasonCode', reasonCode),
        with: members.optional('with', oneOf('acknowledgement', 'disconnect')) ?? 'acknowledgement',
        ...present({
          reasonString: members.optional('reasonString', line),
          serverReference: members.optional('serverReference', line),
        }),
      };
    case 'cut':
      return { action, when: members.optional('when', oneOf('before', 'after')) ?? 'before' };
    case 'drop':
    case 'silent':
      return { action };
  }
}

function parseChange(value: unknown, path: Path): PacketChange {
  const members = new Members(value, path);
  const change = present({
    topic: members.optional('topic', topicName),
    payload: members.optional('payload', packetBytes),
    retain: members.optional('retain', flag),
    reasonCode: members.optional('reasonCode', reasonCode),
  });
  members.end();
  if (Object.keys(change).length === 0) throw new ValueError(path, { key: 'no-change', args: {} });
  return change;
}

function checkAnswer(answer: FaultAnswer, { direction, packet }: FaultMatch, path: Path): void {
  const at = [...path, 'match'];
  if (direction === 'to-client') {
    throw new ValueError([...at, 'direction'], { key: 'answer-to-client', args: {} });
  }
  if (packet === undefined) {
    throw new ValueError([...at, 'packet'], { key: 'answer-to-what', args: {} });
  }
  const odd = packet.find((type) => !ANSWERABLE.has(type));
  if (odd !== undefined) {
    throw new ValueError([...at, 'packet'], {
      key: 'not-answerable',
      args: { packet: odd.toUpperCase() },
    });
  }
  if (
    !isFailure(answer.reasonCode) &&
    (packet.includes('connect') || answer.with === 'disconnect')
  ) {
    throw new ValueError([...path, 'do', 'reasonCode'], { key: 'answer-no-refusal', args: {} });
  }
}

function text(value: unknown, path: Path): string {
  const given = line(value, path);
  if (!/^[\w.:-]{1,64}$/.test(given)) {
    throw new ValueError(path, { key: 'id-form', args: {} });
  }
  if (given === STEP || given === NETWORK) {
    throw new ValueError(path, { key: 'id-reserved', args: { id: given } });
  }
  return given;
}

function qos(value: unknown, path: Path): QoS {
  if (value === 0 || value === 1 || value === 2) return value;
  throw new ValueError(path, { key: 'qos', args: {} });
}

/** Accepts a number, or the standard's notation `"0x97"`. */
function reasonCode(value: unknown, path: Path): number {
  const isHex = typeof value === 'string' && /^0x[\da-f]{2}$/i.test(value);
  const code = isHex ? Number.parseInt(value, 16) : value;
  if (typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 255) return code;
  throw new ValueError(path, { key: 'reason-code', args: {} });
}

function topicFilter(value: unknown, path: Path): string {
  const filter = line(value, path);
  const why = topicFilterError(filter);
  if (why !== undefined) throw new ValueError(path, { key: 'topic-filter', args: { why } });
  return filter;
}

function topicName(value: unknown, path: Path): string {
  const name = line(value, path);
  const why = topicNameError(name);
  if (why !== undefined) throw new ValueError(path, { key: 'topic-name', args: { why } });
  return name;
}

/** Reads the display filters of all rules. Each costs memory and time for every packet, so they have a limit. */
class CountedFilters {
  readonly #filters: PacketFilters | undefined;
  #count = 0;
  #characters = 0;
  #patterns = 0;

  constructor(filters: PacketFilters | undefined) {
    this.#filters = filters;
  }

  readonly read = (value: unknown, path: Path): string => {
    const text = line(value, path);
    this.#count += 1;
    checkCount(this.#count, MOST_FILTERS, 'filters', path);
    this.#characters += text.length;
    checkCount(this.#characters, MOST_CHARACTERS, 'characters', path);
    const compiled = this.#filters?.(text);
    if (compiled === undefined) return text;
    if (compiled.ok) {
      this.#patterns += compiled.patterns ?? 0;
      checkCount(this.#patterns, MOST_PATTERNS, 'patterns', path);
      return text;
    }
    throw new ValueError(
      path,
      'asksLater' in compiled
        ? { key: 'filter-later', args: {} }
        : { key: 'filter', args: { column: compiled.column } },
    );
  };
}

function checkCount(count: number, most: number, what: FilterCount, path: Path): void {
  if (count > most) throw new ValueError(path, { key: 'too-many-filters', args: { what, most } });
}

function packetTypes(value: unknown, path: Path): readonly PacketType[] {
  if (!Array.isArray(value)) return [packetType(value, path)];
  if (value.length === 0) throw new ValueError(path, { key: 'no-packet', args: {} });
  return value.map((item: unknown, index) => packetType(item, [...path, index]));
}

function packetType(value: unknown, path: Path): PacketType {
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  const type = PACKET_TYPES.find((known) => known === name);
  if (type !== undefined && type !== 'reserved') return type;
  throw new ValueError(path, { key: 'not-a-packet', args: {} });
}

/** Reads bytes entered by the user: their packets and problems, and the required reaction of the server. */

import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { Dissection, PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import {
  type ExchangeStatementName,
  exchangeStatementId,
} from '../../mqtt/statements/exchangeStatements.ts';
import type { Rule } from '../../mqtt/statements/rule.ts';
import { RULES, statementId } from '../../mqtt/statements/rules.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { ruleIdOf } from '../rules/packetRules.ts';
import { type AnswerType, type RequiredReaction, requiredReaction } from './requiredReaction.ts';

interface WrittenPacket {
  readonly bytes: Uint8Array;
  /** Offset of its first byte. */
  readonly offset: number;
  readonly dissection: Dissection;
}

export interface Written {
  readonly packets: readonly WrittenPacket[];
  /** Bytes at the end that are not a whole packet. */
  readonly rest: number;
  /** They have no valid remaining length, so no byte could complete them. */
  readonly isBroken: boolean;
  readonly wanted: RequiredReaction;
  /** Rule that determines the required reaction. */
  readonly rule: string | undefined;
  readonly statement: string | undefined;
}

type Expected = Pick<Written, 'wanted' | 'rule' | 'statement'>;

const isRule = (name: string): name is keyof typeof RULES => name in RULES;

/** @param first the bytes start a connection, so CONNECT is due */
export function readWritten(bytes: Uint8Array, version: ProtocolVersion, first: boolean): Written {
  const packets: WrittenPacket[] = [];
  const aliases = new Map<number, string>();
  const framer = new Framer();
  let offset = 0;
  const error = framer.push(bytes, (whole) => {
    const dissection = dissect(whole, {
      version,
      sender: 'client',
      topicAlias: (alias) => aliases.get(alias),
    });
    const { packet } = dissection;
    const alias = packet?.type === 'publish' && propertyValue(packet.properties, 'topicAlias');
    if (packet?.type === 'publish' && typeof alias === 'number' && packet.topic !== '') {
      aliases.set(alias, packet.topic);
    }
    packets.push({ bytes: whole, offset, dissection });
    offset += whole.length;
  });
  const rest = bytes.length - offset;
  const found = firstOf(packets, version, first);
  const expected =
    found ?? (error === undefined ? undefined : broken(RULES.remainingLength, undefined, version));
  return { packets, rest, isBroken: error !== undefined, ...(expected ?? NOTHING) };
}

const NOTHING: Expected = { wanted: { kind: 'none' }, rule: undefined, statement: undefined };

function firstOf(
  packets: readonly WrittenPacket[],
  version: ProtocolVersion,
  first: boolean,
): Expected | undefined {
  let answer: Expected | undefined;
  for (const [at, { dissection }] of packets.entries()) {
    const wrong = worst(dissection.problems);
    if (wrong?.rule !== undefined && isRule(wrong.rule)) {
      return broken(RULES[wrong.rule], wrong, version);
    }
    const { packet } = dissection;
    const isFirst = first && at === 0;
    if (packet === undefined) continue;
    if (isFirst && packet.type !== 'connect') {
      return broken(RULES.firstPacket, undefined, version, 'first-packet-not-connect');
    }
    if (!isFirst && packet.type === 'connect') {
      return broken(RULES.secondConnect, undefined, version, 'second-connect');
    }
    if (packet.type === 'disconnect') {
      return answer ?? { ...NOTHING, wanted: { kind: 'close' } };
    }
    answer ??= answerTo(packet, version);
  }
  return answer;
}

/** Violations count before warnings. */
function worst(problems: readonly PacketProblem[]): PacketProblem | undefined {
  return problems.find(({ severity }) => severity !== 'caution') ?? problems[0];
}

function broken(
  rule: Rule,
  problem: PacketProblem | undefined,
  version: ProtocolVersion,
  id?: string,
): Expected {
  return {
    wanted: requiredReaction(rule, version),
    rule: id ?? (problem && ruleIdOf(problem)),
    statement: statementId(rule, version),
  };
}

const ANSWERS: Readonly<
  Partial<Record<Packet['type'], readonly [AnswerType, ExchangeStatementName]>>
> = {
  connect: ['connack', 'connackAccepted'],
  subscribe: ['suback', 'subscribeAnswer'],
  unsubscribe: ['unsuback', 'unsubscribeAnswer'],
  pingreq: ['pingresp', 'pingAnswer'],
  pubrel: ['pubcomp', 'qos2Complete'],
};

function answerTo(packet: Packet, version: ProtocolVersion): Expected | undefined {
  const found =
    packet.type === 'publish'
      ? ([undefined, ['puback', 'qos1Answer'], ['pubrec', 'qos2Received']] as const)[packet.qos]
      : ANSWERS[packet.type];
  if (found === undefined) return undefined;
  const [type, name] = found;
  return {
    wanted: { kind: 'answer', type },
    rule: undefined,
    statement: exchangeStatementId(name, version),
  };
}

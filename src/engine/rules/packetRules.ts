/** Rules of `src/mqtt` on a packet's own bytes, and rules on bytes that are not a whole packet. */

import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { CONNECT_RULES } from '../../mqtt/statements/connectRules.ts';
import { FORMAT_RULES } from '../../mqtt/statements/formatRules.ts';
import { PROPERTY_RULES } from '../../mqtt/statements/propertyRules.ts';
import { PUBLISH_RULES } from '../../mqtt/statements/publishRules.ts';
import type { Rule } from '../../mqtt/statements/rule.ts';
import { statementId } from '../../mqtt/statements/rules.ts';
import { SUBSCRIBE_RULES } from '../../mqtt/statements/subscribeRules.ts';
import { PACKET_TYPES, type PacketType } from '../../mqtt/tables/packet.ts';
import type { ProblemRule, ProblemSeverity } from '../findings/problem.ts';
import { editionsOf } from './judgedOn.ts';

/** Rules of `src/mqtt` that only a conversation can break. */
const OF_CONVERSATION = {
  firstPacket: 'first-packet-not-connect',
  secondConnect: 'second-connect',
  maximumPacketSize: 'packet-too-large',
} as const satisfies Partial<Record<keyof typeof FORMAT_RULES, string>>;

/**
 * Problems without a rule in `src/mqtt`: bytes that are not a whole packet, or were sent in a forbidden way.
 */
const PARTIAL = {
  captureGap: 'note',
  captureEnd: 'note',
  cutOff: 'warn',
  textFrame: 'error',
  unframed: 'error',
} as const satisfies Record<string, ProblemSeverity>;

export type FormatRule = IdOf<
  Exclude<keyof typeof FORMAT_RULES, keyof typeof OF_CONVERSATION> | keyof typeof PARTIAL
>;
export type ConnectPacketRule = IdOf<keyof typeof CONNECT_RULES>;
export type PublishPacketRule = IdOf<keyof typeof PUBLISH_RULES>;
export type SubscribePacketRule = IdOf<keyof typeof SUBSCRIBE_RULES>;
export type PropertyRule = IdOf<keyof typeof PROPERTY_RULES>;
export type PacketRuleId =
  | FormatRule
  | ConnectPacketRule
  | PublishPacketRule
  | SubscribePacketRule
  | PropertyRule;

/** Maps `topicWildcard` to `topic-wildcard`, and `qos3` to `qos-3`. */
type IdOf<
  Name extends string,
  Id extends string = '',
  Before extends string = '',
> = Name extends `${infer First}${infer Rest}`
  ? IdOf<Rest, `${Id}${Letter<First, Before>}`, First>
  : Id;
type Letter<One extends string, Before extends string> = One extends `${number}`
  ? Before extends `${number}`
    ? One
    : `-${One}`
  : One extends Lowercase<One>
    ? One
    : `-${Lowercase<One>}`;

const idOf = (name: string): string =>
  name.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);

/** Default statement: the transport lost bytes, or never carried MQTT. */
const WHOLE_PACKETS = 'MQTT-4.2.0-1';
const BINARY_FRAMES = 'MQTT-6.0.0-1';

const stated =
  (types?: readonly PacketType[]) =>
  ([name, rule]: [string, Rule]): ProblemRule => ({
    id: idOf(name),
    severity: rule.severity === 'caution' ? 'warn' : 'error',
    statement: (version) => statementId(rule, version),
    judgedOn: { editions: editionsOf(rule), ...(types && { types: ofCode(name) ?? types }) },
  });

/** `pubackCode` is a rule on PUBACK. */
function ofCode(name: string): readonly PacketType[] | undefined {
  const type = PACKET_TYPES.find((one) => name === `${one}Code`);
  return type === undefined || type === 'reserved' ? undefined : [type];
}

function partial([name, severity]: [string, ProblemSeverity]): ProblemRule {
  const isOfFrame = name === 'textFrame';
  const statement = isOfFrame ? BINARY_FRAMES : WHOLE_PACKETS;
  return { id: idOf(name), severity, statement: () => statement, isOfFrame };
}

const FORM = Object.entries(FORMAT_RULES).filter(([name]) => !(name in OF_CONVERSATION));
const CONNECTING = ['connect', 'connack'] as const;
const SUBSCRIBING = ['subscribe', 'suback', 'unsubscribe', 'unsuback'] as const;
const entries = (rules: Readonly<Record<string, Rule>>) => Object.entries(rules);

export const PACKET_RULES: readonly ProblemRule[] = [
  ...FORM.map(stated()),
  ...Object.entries(PARTIAL).map(partial),
  ...entries(CONNECT_RULES).map(stated(CONNECTING)),
  ...entries(PUBLISH_RULES).map(stated(['publish'])),
  ...entries(SUBSCRIBE_RULES).map(stated(SUBSCRIBING)),
  ...entries(PROPERTY_RULES).map(stated()),
];

const IDS: ReadonlySet<string> = new Set(PACKET_RULES.map(({ id }) => id));
const BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(OF_CONVERSATION));

/** Errors of the framer have a statement but no rule name. */
const BY_STATEMENT: ReadonlyMap<string, string> = new Map([
  ['MQTT-1.5.5', 'remaining-length'],
  ['MQTT-2.2.3', 'remaining-length'],
  ['MQTT-3.1.2-24', 'packet-too-large'],
]);

/** The rule that the packet's own bytes break, or the rule on bytes that are not a packet. */
export function ruleIdOf({ rule = '', statement }: PacketProblem): string {
  const own = idOf(rule);
  return BY_NAME.get(rule) ?? (IDS.has(own) ? own : (BY_STATEMENT.get(statement) ?? 'unframed'));
}

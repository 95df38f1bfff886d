/** The packets that a rule on conversations judges, from its moments. */
import type { PacketType } from '../../mqtt/tables/packet.ts';
import type { JudgedOn } from '../findings/problem.ts';
import type { Moments, Rule } from './rule.ts';

const ACKS = ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const;
const REQUESTS = ['subscribe', 'unsubscribe'] as const;

/** Packet types without which a moment does not occur. Moments of any packet are absent. */
const TYPES: Readonly<Partial<Record<keyof Moments, readonly PacketType[]>>> = {
  afterDisconnect: ['disconnect'],
  connect: ['connect'],
  clientConnects: ['connect'],
  refused: ['connack'],
  accepted: ['connack'],
  clientAccepted: ['connack'],
  sessionNotKept: ['connack'],
  ack: ACKS,
  ackCode: ACKS,
  filter: ['subscribe'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  suback: ['suback'],
  sharedGranted: ['suback'],
  unsuback: ['unsuback'],
  pingreq: ['pingreq'],
  pingresp: ['pingresp'],
  disconnect: ['disconnect'],
  clientTaken: ['disconnect'],
  auth: ['auth'],
  publish: ['publish'],
  message: ['publish'],
  topic: ['publish'],
  onWillTopic: ['publish'],
  delivery: ['publish'],
  origin: ['publish'],
  repeated: ['publish'],
  unheard: ['subscribe'],
  notCleared: ['publish'],
  setAgain: ['publish'],
  missed: ['publish'],
  qos0NotStored: ['publish'],
  pings: ['pingreq'],
  requests: REQUESTS,
  unanswered: ['connect'],
  willReplaces: ['publish'],
  willDiscarded: ['disconnect'],
  willDue: ['connect'],
  clientGone: ['connect'],
};

const isMoment = (member: string): member is keyof Moments => member in TYPES;
const OTHER_MEMBERS: ReadonlySet<string> = new Set([
  'severity',
  'v4',
  'v5',
  'needs',
  'statementAt',
]);

export const editionsOf = ({ v4, v5 }: Pick<Rule, 'v4' | 'v5'>): readonly (4 | 5)[] => [
  ...(v4 === undefined ? [] : ([4] as const)),
  ...(v5 === undefined ? [] : ([5] as const)),
];

/** A rule that needs a schema, a convention file or the app is never judged in a capture alone. */
export const NOT_IN_CAPTURES: JudgedOn = { editions: [] };

export function judgedOn(rule: Rule): JudgedOn {
  if (rule.needs.includes('app')) return NOT_IN_CAPTURES;
  const editions = editionsOf(rule);
  const moments = Object.keys(rule).filter((member) => !OTHER_MEMBERS.has(member));
  const isOfAny = moments.some((member) => !isMoment(member));
  const types = moments.flatMap((member) => (isMoment(member) ? (TYPES[member] ?? []) : []));
  return isOfAny ? { editions } : { editions, types };
}

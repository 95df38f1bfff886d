/** Texts of the list of exchanges; the events of an exchange are in `handshakeWords.ts`. */
import type {
  ExchangeKind,
  ExchangeState,
  LatencyRequest,
} from '../../../engine/exchanges/exchange.ts';
import type { Mark } from '../../../engine/timeline/line.ts';
import { elapsed } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';
import { explained, sentences, types, verdicts } from './handshakeWords.ts';

const STATES: Readonly<Record<ExchangeState, string>> = {
  open: 'in flight',
  complete: 'complete',
  retried: 'retried',
  refused: 'refused',
  abandoned: 'abandoned',
};

const KINDS: Readonly<Record<ExchangeKind, string>> = {
  connect: 'CONNECT',
  publish: 'PUBLISH',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  ping: 'PINGREQ',
  auth: 'AUTH',
};

const LATENCY_KINDS: Readonly<Record<LatencyRequest['kind'], string>> = {
  all: 'All',
  qos1: 'QoS 1',
  qos2: 'QoS 2',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  connect: 'CONNECT',
  ping: 'PING',
};

const MARKS: Readonly<Record<Mark, string>> = {
  ok: 'as the standard says',
  retry: 'interrupted',
  refused: 'refused',
  problem: 'problem',
  open: 'still open',
};

export const handshakes = {
  kinds: KINDS,
  qos: (qos: number): string => `QoS ${qos}`,
  states: STATES,
  allAtMostOnce:
    'Everything is subscribed with QoS 0: messages that were published with QoS 1 or 2 arrive with QoS 0, without an exchange.',
  onlyAtMostOnce: 'This broker allows no other QoS.',
  higherQoSCosts: (qos: number): string =>
    `With QoS ${qos}, a broker may drop retained messages beyond some 1,000 at once, and a message takes ${
      qos === 2 ? 'four packets' : 'two packets'
    }.`,
  packet: (packet: number): string => `No. ${grouped(packet)}`,
  showPacket: (packet: number): string => `Show packet No. ${grouped(packet)} in the list`,
  packetGone: 'discarded since',
  steps: 'Exchange',
  bothEnds: 'as seen here and at the broker',
  asSeen: 'as seen here',
  statements: (count: number): string => (count === 1 ? '1 statement' : `${count} statements`),
  showWords: 'Show',
  showWordsName: 'Show in words',
  /** Text around the number of the first packet with a note. */
  notesAt: (count: number): { readonly before: string; readonly after: string } => ({
    before: `${counted(count, 'note', 'notes')} at `,
    after: '',
  }),
  ladderAlone: 'Ladder only',
  sentences,
  types,
  client: 'Client',
  broker: 'Broker',
  start: 'start',
  sameFrame: 'same frame',
  sameFrameTitle: 'Both arrived in one frame: the time between them is not known.',
  done: (packetId: number | undefined): string =>
    packetId === undefined ? 'done' : `done · id ${packetId} free`,
  waits: 'client waits',
  legend: 'Times as seen from here. Gaps are not to scale.',
  problemMark: 'problem',
  moreMoments: (count: number): string => `${grouped(count)} more steps are not shown.`,

  stepByStep: (about: string): string => `${about}, step by step`,
  explained,
  marks: MARKS,
  statement: (id: string): string => `What ${id} says`,
  verdict: 'Verdict',
  verdicts,
  problems: 'Found by rules on its packets',

  filterTo: (filter: string): string => `Filter: ${filter}`,
  latency: {
    title: 'Latency',
    ended: (count: number): string => (count === 1 ? '1 ended' : `${grouped(count)} ended`),
    median: 'median',
    p95: 'p95',
    max: 'max',
    kind: 'Exchanges of type',
    kinds: LATENCY_KINDS,
    direction: 'Begun by',
    directions: { in: 'in', out: 'out', both: 'both' },
    table: 'Exchanges by latency',
    range: 'Latency',
    count: 'Exchanges',
    thisOne: 'this one',
    below: (time: string): string => `< ${time}`,
    above: (time: string): string => `> ${time}`,
    frames: 'Packets that arrived in one frame share a time: the time between them is not counted.',
  },

  inFlight: {
    title: 'In flight',
    strip: 'Exchanges in flight, and latency of the others',
    lead: 'in flight',
    count: {
      out: (used: string): string => `${used} out`,
      in: (used: string): string => `${used} in`,
    },
    of: (used: number, maximum: number): string => `${grouped(used)} of ${grouped(maximum)}`,
    longest: 'longest',
    countTitle: {
      out: 'QoS 1 and 2 PUBLISH packets that the client has sent and that have no final answer yet, of the number that the broker allows at once',
      in: 'QoS 1 and 2 PUBLISH packets that the broker has sent and that have no final answer yet, of the number that the client allows at once',
    },
    none: 'Nothing is in flight.',
    list: 'Exchanges in flight',
    owes: (by: 'client' | 'broker', packetTypes: readonly number[]): string =>
      `${by} owes ${types(packetTypes)}`,
    since: (us: number): string => `for ${elapsed(us)}`,
    stuckAfter: 'Overdue after (s)',
    stuckAfterError: 'A number of seconds from 0.1 to 86,400',
    stuck: 'overdue',
    someStuck: (seconds: number): string => `Something has been waiting for more than ${seconds} s`,
    stuckCount: (count: number, seconds: number): string =>
      count === 1
        ? `1 waits for more than ${seconds} s`
        : `${grouped(count)} wait for more than ${seconds} s`,
    more: (count: number): string => `and ${grouped(count)} more`,
  },
  noExchange: 'This packet does not belong to an exchange',
  noFurther: {
    previous: 'This is the first packet of its exchange',
    next: 'This is the last packet of its exchange',
  },
};

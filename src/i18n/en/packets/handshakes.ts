/** Texts of the list of exchanges; the events of an exchange are in `handshakeWords.ts`. */
import type {
  ExchangeKind,
  ExchangeShow,
  ExchangeState,
  LatencyRequest,
} from '../../../engine/exchanges/exchange.ts';
import type { Mark } from '../../../engine/timeline/line.ts';
import { duration, elapsed } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';
import { explained, sentences, types, verdicts } from './handshakeWords.ts';

const SHOWS: Readonly<Record<ExchangeShow, string>> = {
  all: 'All',
  'in-flight': 'In flight',
  retried: 'Retried',
  refused: 'Refused',
  abandoned: 'Abandoned',
  problems: 'With problems',
};

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
  grid: 'Exchanges',
  search: 'Packet id or topic',
  clearSearch: 'Clear the search',
  show: 'Which exchanges',
  shows: SHOWS,
  columns: {
    number: 'No.',
    direction: 'Dir.',
    type: 'Type',
    packetId: 'Pkt id',
    state: 'State',
    topic: 'Topic',
    latency: 'Latency',
  },
  kinds: KINDS,
  qos: (qos: number): string => `QoS ${qos}`,
  states: STATES,
  hasProblem: 'problem',
  moreFilters: (count: number): string => `+${count}`,
  emptyTopic: '(empty topic)',
  none: '–',
  empty: {
    title: 'No exchanges yet',
    text: 'Exchanges of packets appear here: QoS 1 and 2, subscriptions, connections, pings.',
    filtered: 'No matching exchanges',
    filteredText: 'Show all, or search for something else.',
    chosen: 'Select an exchange to see its packets in order',
    gone: 'There is no exchange to show for this packet',
    goneText:
      'Messages at QoS 0 and DISCONNECT are not acknowledged. An old exchange may have been discarded with its packets.',
  },
  allAtMostOnce:
    'Everything is subscribed with QoS 0: messages that were published with QoS 1 or 2 arrive with QoS 0, without an exchange.',
  onlyAtMostOnce: 'This broker allows no other QoS.',
  higherQoSCosts: (qos: number): string =>
    `With QoS ${qos}, a broker may drop retained messages beyond some 1,000 at once, and a message takes ${
      qos === 2 ? 'four packets' : 'two packets'
    }.`,
  instead: 'The selected packet has no acknowledgements. The newest request is shown.',
  searching: (left: number): string => `Still searching: ${grouped(left)} left`,
  forgotten: (count: number): string =>
    count === 1
      ? '1 older exchange was discarded to limit memory use.'
      : `${grouped(count)} older exchanges were discarded to limit memory use.`,

  packet: (packet: number): string => `No. ${grouped(packet)}`,
  showPacket: (packet: number): string => `Show packet No. ${grouped(packet)} in the list`,
  showPackets: 'Show packets',
  copyText: 'Copy the steps as text',
  copied: 'Steps copied as text',
  notCopied: 'The browser did not allow copying',
  packetGone: 'discarded since',
  exchangeTitle: (kind: ExchangeKind, packet: number): string =>
    `${KINDS[kind]} No. ${grouped(packet)}`,
  parts: 'Parts of the exchange',
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
  inWords: 'In words',
  stepsList: 'Steps of the exchange',
  sentences,
  types,
  client: 'Client',
  broker: 'Broker',
  roles: { sender: 'sender', receiver: 'receiver' },
  start: 'start',
  sameFrame: 'same frame',
  sameFrameTitle: 'Both arrived in one frame: the time between them is not known.',
  total: (us: number): string => `total ${duration(us)}`,
  done: (packetId: number | undefined): string =>
    packetId === undefined ? 'done' : `done · id ${packetId} free`,
  waits: 'client waits',
  legend: 'Times as seen from here. Gaps are not to scale.',
  awaits: (packetTypes: readonly number[]): string => `await ${types(packetTypes)}`,
  problemMark: 'problem',
  moreMoments: (count: number): string => `${grouped(count)} more steps are not shown.`,

  explanation: 'Explanation',
  stepByStep: (about: string): string => `${about}, step by step`,
  explained,
  marks: MARKS,
  statement: (id: string): string => `What ${id} says`,
  verdict: 'Verdict',
  verdicts,
  problems: 'Found by rules on its packets',

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
    slowest: 'Slowest',
    none: 'No exchange of this kind has ended yet.',
    frames: 'Packets that arrived in one frame share a time: the time between them is not counted.',
  },

  inFlight: {
    title: 'In flight',
    counts: (out: string, incoming: string): string => `${out} out, ${incoming} in`,
    of: (used: number, maximum: number): string => `${grouped(used)} of ${grouped(maximum)}`,
    meter: { out: 'Receive maximum, out', in: 'Receive maximum, in' },
    used: (used: number, maximum: number): string => `${grouped(used)} of ${grouped(maximum)} used`,
    unlimited: (used: number): string => `${grouped(used)} in flight; no limit before MQTT 5`,
    meterTitle: {
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

/**
 * Sample texts of functions whose arguments are more than a word or a number, for tests that compare
 * languages.
 */
import { say } from '../../base/message.ts';
import type { TracedDelivery, TracedStep } from '../../broker/journal/tracedMessage.ts';
import type { TreatedPacket } from '../../engine/exchanges/exchange.ts';
import { FAULT_ACTIONS } from '../../engine/faults/rowFault.ts';
import type { Line } from '../../engine/timeline/line.ts';
import type { Verdict } from '../../engine/timeline/verdict.ts';
import type { PlacedCode } from '../../mqtt/tables/reasonCodes.ts';
import type { BackWords } from '../en/packets/handshakeWords.ts';
import type { Texts } from '../en/texts.ts';

const TREATED: TreatedPacket = {
  packet: 73,
  withheld: true,
  time: 0,
  direction: 'out',
  packetType: 4,
  faults: [{ rule: 'wert-a', action: 'drop' }],
};

/** A code without a name, which is the same in every language. */
const CODE: PlacedCode = { place: 'suback', code: 0x77, version: 5 };

const BACK: BackWords = {
  cleanStart: true,
  sessionPresent: undefined,
  version: 5,
  offline: 1000,
  refused: undefined,
};

const BACKS: readonly BackWords[] = [
  BACK,
  { ...BACK, version: 3 },
  { ...BACK, version: 4, sessionPresent: false, offline: undefined },
  { ...BACK, refused: CODE },
];

const NAMED = { packet: 73, packetType: 3, by: 'client' } as const;
const CAME_BACK = {
  key: 'back',
  connect: 1,
  cleanStart: false,
  version: 5,
  offline: 1000,
} as const;

const LINES: readonly Line[] = [
  { key: 'chose', by: 'broker', packetId: 73 },
  { ...NAMED, key: 'sent', qos: 1, dup: true },
  { ...NAMED, key: 'sent', qos: undefined, dup: false },
  { key: 'awaits', packetType: 3, answers: [4, 5] },
  { ...NAMED, key: 'again', dup: true },
  { ...NAMED, key: 'again', packetType: 6, dup: false },
  { ...NAMED, key: 'answered', code: CODE },
  { ...NAMED, key: 'answered', code: undefined },
  { ...NAMED, key: 'refused', code: CODE },
  { key: 'reason', text: 'wert-a' },
  { key: 'freed', packetId: 73 },
  { key: 'no-publish-again', held: true },
  { key: 'no-publish-again', held: false },
  { key: 'granted', filter: 'wert-a', asked: 2, granted: 1 },
  { key: 'granted', filter: 'wert-a', asked: undefined, granted: 1 },
  { key: 'filter-refused', filter: 'wert-a', code: CODE },
  { key: 'unsubscribed', filter: 'wert-a', code: undefined },
  { key: 'unsubscribed', filter: 'wert-a', code: CODE },
  { key: 'treated', packet: 73, treated: TREATED },
  { key: 'missing', answers: [4], of: 3, from: 'broker', before: 'loss' },
  { key: 'missing', answers: [4], of: 3, from: 'client', before: 'loss' },
  { key: 'missing', answers: [4], of: 3, from: 'client', before: 'end' },
  { key: 'missing', answers: [4], of: 3, from: 'broker', before: 'again' },
  { key: 'missing', answers: [4], of: 3, from: 'client', before: 'again' },
  { key: 'lost', disconnect: undefined },
  { key: 'lost', disconnect: { by: 'broker', code: CODE } },
  { ...CAME_BACK, sessionPresent: true },
  { ...CAME_BACK, sessionPresent: false },
  { ...CAME_BACK, sessionPresent: undefined },
  { ...CAME_BACK, sessionPresent: undefined, version: 3 },
  { ...CAME_BACK, sessionPresent: false, cleanStart: true },
  { key: 'turned-away', connect: 73, code: CODE },
  { key: 'not-back' },
  { key: 'waiting', answers: [4], from: 'in' },
];

const CONFORMS = { kind: 'conforms', resends: 0, reconnected: false, warnings: 0 } as const;
const REFUSED = { kind: 'refused', by: 'in', step: undefined, filters: 1, refused: 1 } as const;

const VERDICTS: readonly Verdict[] = [
  CONFORMS,
  { ...CONFORMS, reconnected: true },
  { ...CONFORMS, resends: 3, warnings: 2 },
  { kind: 'problems', count: 73 },
  REFUSED,
  { ...REFUSED, filters: 84, refused: 73 },
  { kind: 'open', from: 'in', packetTypes: [], since: 0 },
  { kind: 'open', from: 'out', packetTypes: [4], since: 0 },
  { kind: 'abandoned', why: 'session-gone', publish: true },
  { kind: 'abandoned', why: 'clean-start', publish: true },
  { kind: 'abandoned', why: 'connection-ended', publish: true },
  { kind: 'abandoned', why: 'connection-ended', publish: false },
];

function handshakes({ handshakes: t }: Texts): readonly unknown[] {
  const { sentences: s } = t;
  return [
    LINES.map(t.explained),
    VERDICTS.map((verdict) => t.verdicts(verdict, 3_000_000, CODE)),
    s.treated(TREATED),
    s.doneToInShort(TREATED),
    BACKS.map(s.backShort),
    s.lostHow({ disconnect: undefined }),
    s.lostHow({ disconnect: { by: 'out', code: CODE } }),
    s.awaited([4, 5], 'in', 1000),
    t.inFlight.owes('client', [4]),
  ];
}

const REASONS = [
  'no-local',
  'not-authorised',
  'away',
  'queue-full',
  'too-slow',
  'too-large',
  'expired',
  'session-ended',
  'refused',
] as const;

const DELIVERY_STATES = ['queued', 'sent', 'received', 'acknowledged', 'completed'] as const;

function bothEnds({ bothEnds: t }: Texts, delivery: TracedDelivery, step: TracedStep): unknown {
  const by = delivery.by;
  return [
    [true, false].flatMap((isAway) =>
      DELIVERY_STATES.map((state) => t.waits({ ...delivery, state, isAway })),
    ),
    t.waits({ ...delivery, state: 'sent', qos: 0 }),
    REASONS.map((why) => t.waits({ ...delivery, state: 'not-given', why })),
    REASONS.slice(7, 8).map((why) => t.waits({ ...delivery, state: 'abandoned', why })),
    t.effective({ published: 2, by, delivered: 1, isGiven: true }),
    t.effective({ published: 2, by: [...by, ...by], delivered: 1, isGiven: false }),
    t.effective({ published: 1, by, delivered: 1, isGiven: true, asPublished: true }),
    t.keptBack('wert-a', 0, true),
    t.keptBack('wert-a', 1, true),
    t.keptBack('wert-a', 1, false),
    t.publishersEnd(2, step, true),
    t.publishersEnd(0, step, false),
    (['puback', 'pubrec', 'pubcomp'] as const).flatMap((packet) => [
      t.publishersEnd(2, { ...step, packet }, false),
      t.publishersEnd(2, { ...step, packet, fault: LOST }, false),
    ]),
  ];
}

const LOST = { rule: 'wert-a', action: 'drop', isLost: true, isWaiting: false } as const;

const STEP_OF_END: TracedStep = {
  packet: 'publish',
  direction: 'in',
  time: 0,
  connection: 1,
  packetId: 7,
  dup: false,
  reasonCode: undefined,
  fault: undefined,
};

const DELIVERY_OF_END: TracedDelivery = {
  subscriber: 'wert-a',
  by: [{ filter: 'wert-b', qos: 1 }],
  qos: 1,
  retain: false,
  state: 'queued',
  why: undefined,
  cause: 'published',
  group: undefined,
  time: 0,
  isAway: false,
  steps: [],
};

function connection(t: Texts): readonly unknown[] {
  const { shell, announce, subscriptions } = t;
  const connected = {
    kind: 'connected',
    sessionPresent: false,
    keepAlive: 30,
    clientId: 'wert-a',
    maximumQoS: 2,
    retainAvailable: true,
  } as const;
  return [
    ([{ kind: 'closed', failure: undefined }, { kind: 'file' }] as const).flatMap((state) => [
      shell.state(state),
      announce.state(state),
    ]),
    [1, 73].map((attempt) => shell.state({ kind: 'connecting', attempt })),
    [true, false].map((sessionLost) => announce.state({ ...connected, sessionLost })),
    [undefined, CODE].map((code) => t.subscribing.heldText(code)),
    [undefined, CODE].map((code) => t.publish.outcomes.heldTitle(code)),
    subscriptions.state({ kind: 'granted', qos: 1 }, 73),
    subscriptions.state({ kind: 'requested' }, 73),
    subscriptions.state({ kind: 'waiting' }, 73),
    subscriptions.state({ kind: 'not-sent', why: { key: 'no-retain', args: {} } }, 73),
    announce.published({ kind: 'sent', packet: 1 }, 'wert-a'),
    announce.published({ kind: 'queued' }, 'wert-a'),
    announce.published({ kind: 'timed-out', packet: 1 }, 'wert-a'),
    announce.published({ kind: 'unknown', packet: 1 }, 'wert-a'),
  ];
}

/** Strings in nested lists, in the same order in every language. */
export function samples(t: Texts): readonly unknown[] {
  return [
    handshakes(t),
    bothEnds(t, DELIVERY_OF_END, STEP_OF_END),
    connection(t),
    FAULT_ACTIONS.flatMap((action) => [
      t.taps.done({ rule: 'wert-a', action }),
      t.taps.doneInShort({ rule: 'wert-a', action }),
    ]),
    t.taps.done({ rule: 'step', action: 'step' }),
    t.taps.done({ rule: 'step', action: 'release' }),
    t.faults.rules.match({}),
    t.faults.rules.match({ client: 'wert-a', direction: 'to-client', packet: ['puback'], nth: 73 }),
    t.faults.rules.match({ topic: 'wert-a', qos: 1, nth: 73, per: 'client', chance: 0.5 }),
    t.faults.rules.does({ action: 'delay', least: 73, most: 84, overtake: false }),
    t.faults.rules.does({ action: 'answer', reasonCode: 0x87, with: 'disconnect' }),
    t.faults.rules.does({ action: 'cut', when: 'after' }),
    (['client', 'server'] as const).flatMap((who) => [
      say(t.breakpoints.consequences, {
        key: 'waits',
        args: { who, packet: 'puback', packetId: 73 },
      }),
      say(t.breakpoints.consequences, {
        key: 'unasked',
        args: { who, packet: 'pingresp', packetId: undefined },
      }),
      say(t.breakpoints.consequences, { key: 'unreadable', args: { who } }),
      say(t.breakpoints.consequences, { key: 'alias-unknown', args: { who, alias: 73 } }),
      say(t.breakpoints.consequences, {
        key: 'alias-moved',
        args: { who, alias: 73, topic: 'wert-a' },
      }),
    ]),
    t.copies.refusal({ kind: 'no-command', packetType: 4 }),
    t.copies.refusal({ kind: 'no-command', packetType: 10 }),
    t.copies.refusal({ kind: 'binary', field: 'wert-a' }),
    t.copies.refusal({ kind: 'too-large', size: 73, most: 84 }),
    t.copies.refusal({ kind: 'too-large-to-copy', size: 73, most: 84 }),
    t.copies.note({ kind: 'port-assumed', port: 73 }),
    t.copies.note({ kind: 'left-out', what: ['wert-a', 'wert-b'] }),
    t.detail.exchange.ended('acked', 1000),
    t.detail.exchange.waiting(1000, [4]),
    (['certain', 'likely', 'unknown'] as const).flatMap((certainty) =>
      (['redelivery', 'overlapping', 'retained-then-live', 'new-delivery'] as const).map((kind) =>
        t.detail.delivery.certainty({ packet: 1, kind, certainty }),
      ),
    ),
  ];
}

import { say } from '../../../base/message.ts';
import type { SameMessage } from '../../../engine/exchanges/exchange.ts';
import type { Ending } from '../../../engine/timeline/exchangeLine.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import type { ValueMeaning } from '../../../mqtt/tables/valueMeanings.ts';
import { duration, elapsed, roughly } from '../../durations.ts';
import { bytes, grouped } from '../../numbers.ts';
import { values } from './values.ts';

const hexOffset = (offset: number): string => `0x${offset.toString(16).padStart(4, '0')}`;

const number = (packet: number): string => `No. ${grouped(packet)}`;

const VERBS: Readonly<Record<'acks' | 'completes' | 'refuses' | 'answers', string>> = {
  acks: 'acks',
  completes: 'completes',
  refuses: 'refuses',
  answers: 'answers',
};

const ENDINGS: Readonly<Record<Ending, string>> = {
  acked: 'acked',
  complete: 'complete',
  answered: 'answered',
  refused: 'refused',
};

const SAME: Readonly<Record<SameMessage['kind'], string>> = {
  redelivery:
    'a redelivery. It has the packet identifier of the earlier one, whose exchange was not complete.',
  overlapping:
    'a copy for another subscription. Several match this topic, and the broker may send the message once for each.',
  'retained-then-live': 'one of the two is the retained message of the topic, the other is live.',
  'new-delivery':
    'a separate delivery. Whether the publisher sent it twice cannot be seen here: DUP is not passed on from publisher to subscriber.',
};

/** The certainty of the match, and the evidence. */
function certainty({ kind, certainty: degree }: SameMessage): string {
  if (degree === 'unknown') return 'Cannot be determined from this side.';
  if (degree === 'likely') {
    if (kind === 'redelivery') return 'Likely: only DUP, which should indicate it, is not set.';
    return 'Likely: consistent with the packets.';
  }
  switch (kind) {
    case 'redelivery':
      return 'Certain: DUP is also set.';
    case 'overlapping':
      return 'Certain: they name different subscription identifiers.';
    case 'retained-then-live':
      return 'Certain: RETAIN is set on only one of them.';
    case 'new-delivery':
      return 'Certain.';
  }
}

const DELIVERY = {
  title: 'Delivery',
  qos: {
    /** Before the number of the packet. */
    publishedHere: (qos: number): string => `probably published QoS ${qos} by this client as`,
    subscribed: (published: number, granted: number, qos: number): string => {
      if (published === qos && granted === qos) return `, subscribed QoS ${granted}`;
      return qos === Math.min(published, granted)
        ? `, subscribed QoS ${granted}: the lower of the two, QoS ${qos}, is delivered`
        : `, subscribed QoS ${granted}, delivered QoS ${qos}`;
    },
    raised: (qos: number): string =>
      `, yet delivered QoS ${qos}: higher than a broker may use, unless another client published the same with QoS ${qos}`,
    /** The lower of published and granted QoS is delivered, and none is higher than 2. */
    asGranted: (qos: number): string =>
      `published QoS ${['0, 1 or 2', '1 or 2'][qos] ?? 2}, subscribed QoS ${qos}`,
    publishedLower: (qos: number, granted: number): string =>
      `published QoS ${qos}, subscribed QoS ${granted}, if the broker delivers the lower of the two`,
    aboveGranted: (qos: number, granted: number): string =>
      `subscribed QoS ${granted}, yet delivered QoS ${qos}`,
    alone: (qos: number): string =>
      `delivered QoS ${qos}; no subscription in this capture explains why`,
  },
  retained: 'retained: stored by the broker for the topic, or passed on as published',
  live: 'live, not retained',
  noSubscription: 'no subscription of this session in this capture matches the topic',
  /** Before a topic filter. */
  because: 'because of',
  subscription: (requested: number, granted: number, identifier: number | undefined): string =>
    `, requested QoS ${requested}, granted ${granted}${identifier === undefined ? '' : `, identifier ${identifier}`}`,
  identifiers: (ids: readonly number[]): string =>
    ids.length === 1
      ? `subscription identifier ${ids[0]}`
      : `subscription identifiers ${ids.join(', ')}`,
  same: 'The same message twice:',
  sameKinds: SAME,
  certainty,
};

const EXCHANGE = {
  number,
  show: (packet: number): string => `Show packet No. ${grouped(packet)}`,
  open: 'Show its exchange (X)',
  /** Around the packet that ended it: `acked 3.1 ms by`; without the first word if it is already shown. */
  ended: (
    ending: Ending | undefined,
    after: number | undefined,
  ): readonly [before: string, after: string] => [
    [ending && ENDINGS[ending], after !== undefined && duration(after), 'by']
      .filter(Boolean)
      .join(' '),
    '',
  ],
  again: 'sent again for',
  verbs: VERBS,
  after: (us: number): string => `, ${duration(us)} after it`,
  step: (step: number | undefined): string =>
    step === undefined ? 'belongs to' : `QoS 2 step ${step} of 4 for`,
  waiting: (us: number, awaited: readonly number[]): string =>
    awaited.length === 0
      ? `for ${elapsed(us)}`
      : `for ${elapsed(us)}, ${awaited.map(typeName).join(' or ')} awaited`,
  abandoned: 'no answer was seen, and none can follow',
};

export const detail = {
  layers: 'Layers of the payload',
  packetBytes: 'Packet',
  number,
  problems: 'Problems of this packet',
  problemNotKept: 'This packet has a problem that is no longer kept',
  problemNotKeptText:
    'There are too many problems of its kind. They are counted, but only the newest are explained: see a later packet, or the list of problems.',
  exchange: EXCHANGE,
  delivery: DELIVERY,
  size: bytes,
  unframed: 'bytes that are not a packet',
  noFields:
    'No fields: it is not certain that these bytes are a packet. They are overwritten because they may contain a secret anywhere.',
  http: 'HTTP, not MQTT: no fields.',
  previous: 'Previous packet',
  next: 'Next packet',
  copyHex: 'Copy as hex',
  copied: (size: number) => `${bytes(size)} copied as hex`,
  copiedMasked: (size: number) => `${bytes(size)} copied as hex, secrets overwritten with 2a`,
  notCopied: 'The browser did not allow copying',
  /** Steps between messages of one topic. */
  neighbours: {
    before: 'Previous message on this topic',
    after: 'Next message on this topic',
    noBefore: 'This capture has no earlier message on the topic',
    noAfter: 'There is no later message on the topic',
  },
  again: {
    action: 'Publish again…',
    noMessage: 'Only a PUBLISH that can be read can be published again',
    secret: 'This message contains a secret, so it is not put into the form',
  },
  rowMenu: {
    openExchange: 'Open the exchange',
    openTopic: 'Open the topic',
    compare: 'Compare',
    comparePrevious: 'Compare with the previous message',
    compareWith: 'Compare others with this message',
    compareNote: 'Then select another message',
    values: 'Values',
    columns: 'Columns',
    filter: 'Filter',
  },
  asColumn: (key: string): string => `Show ${key} as a column`,
  noColumn: (key: string): string => `Remove the column ${key}`,
  comparedWith: (packet: number): string => `compared with No. ${grouped(packet)}`,
  chooseCompared: (packet: number): string =>
    `Select the message to compare with No. ${grouped(packet)}`,
  endComparison: 'Compare with the previous message again',
  ladder: 'Ladder',
  payload: 'Payload',
  words: 'In words',
  completeIn: (us: number): string => `complete in ${duration(us)}`,
  packets: (count: number): string => (count === 1 ? '1 packet' : `${grouped(count)} packets`),
  since: (us: number): string => `changed after ${roughly(us)}`,
  noneBefore: 'first on this topic',
  unchanged: (us: number): string => `unchanged for ${roughly(us)}`,
  was: (old: string, gap: string | undefined): string =>
    gap === undefined ? `was ${old}` : `was ${old}, ${gap}`,
  wasNone: 'was none',
  wasEmpty: 'was empty',
  removed: (paths: string): string => `gone: ${paths}`,
  empty: 'The payload is empty.',
  chart: 'Value over time',
  /** After the name of the value. */
  chartTime: (span: string): string => `, last ${span}`,
  openInWatch: 'Open in Watch',
  partOf: (name: string, length: number, all: number): string =>
    `${name} is ${grouped(length)} of ${bytes(all)}`,
  parts: 'Parts of the packet',
  fields: 'Fields',
  hex: 'Hex',
  bytes: 'Bytes',
  dump: 'Hex dump',
  inspector: {
    title: 'Data inspector',
    at: (byte: number): string => `At byte ${grouped(byte)}`,
    bigEndian: 'Big-endian',
    littleEndian: 'Little-endian',
    swapped: 'Words swapped, as in registers',
  },
  /** Meaning of a field's value. */
  value: (meaning: ValueMeaning): string => say(values, meaning),
  hidden: 'hidden',
  secretTitle: 'A secret: its value and bytes are not shown',
  range: (offset: number, length: number) =>
    length <= 1
      ? `Byte ${hexOffset(offset)}`
      : `Bytes ${hexOffset(offset)}–${hexOffset(offset + length - 1)}`,
  derived: 'No bytes: derived from other packets',
  bits: (mask: number) => `bits ${mask.toString(2).padStart(8, '0').replaceAll('0', '.')}`,
  section: (section: string) => `§ ${section}`,
  sectionTitle: (section: string) => `Section ${section} of the MQTT standard`,
  severity: {
    malformed: 'Malformed packet',
    protocol: 'Protocol error',
    caution: 'Caution',
  },
  loading: 'Reading the packet…',
  gone: {
    title: (packet: number) => `No. ${grouped(packet)} is no longer available`,
    text: 'The packet was cleared, or discarded because the packet log was full.',
  },
};

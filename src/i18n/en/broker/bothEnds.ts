/** Texts of the Messages pane: both ends of a message. */

import type {
  NotGiven,
  TracedDelivery,
  TracedRow,
  TracedStep,
} from '../../../broker/journal/tracedMessage.ts';
import type { PacketType, QoS } from '../../../mqtt/tables/packet.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { counted, grouped } from '../../numbers.ts';

const STATES: Readonly<Record<TracedDelivery['state'], string>> = {
  queued: 'waits',
  sent: 'sent',
  acknowledged: 'acknowledged',
  received: 'received',
  completed: 'complete',
  abandoned: 'abandoned',
  'not-given': 'not delivered',
};

const SHORT_WHY: Readonly<Record<NotGiven, string>> = {
  'no-local': 'No Local',
  'not-authorised': 'not authorised',
  away: 'away at QoS 0',
  'queue-full': 'queue full',
  'too-slow': 'reads too slowly',
  'too-large': 'packet too large',
  expired: 'expired',
  'session-ended': 'session ended',
  refused: 'refused by the subscriber',
};

const WHY: Readonly<Record<NotGiven, string>> = {
  'no-local':
    'Not delivered: the client published the message itself and subscribed with No Local, so it does not get its own messages (3.8.3.1).',
  'not-authorised': 'Not delivered: the access rules do not allow the client to read this topic.',
  away: 'Not delivered: the client was away, and QoS 0 messages are not queued. At QoS 1 or 2 the message would wait in a session that outlives the connection.',
  'queue-full':
    'Not delivered: the queue of the session was full. Messages wait there while the client is away or slow.',
  'too-slow':
    'Not delivered: the client reads too slowly. Too much data was waiting to be sent to it, and QoS 0 messages are then dropped.',
  'too-large':
    'Not delivered: the PUBLISH is larger than the Maximum Packet Size in the client’s CONNECT.',
  expired: 'Not delivered: the message expired while waiting.',
  'session-ended': 'Not delivered: the session ended while the message was waiting in it.',
  refused:
    'The client answered with an error, which ends the delivery; the message is not sent again.',
};

/** Reasons why a sent message is not sent again. */
const GIVEN_UP: Readonly<Partial<Record<NotGiven, string>>> = {
  'session-ended': 'its session ended',
  'too-large': 'when it reconnected, it no longer accepted packets of that size',
  'not-authorised': 'when it reconnected, the access rules no longer allowed it to read this topic',
};

interface EndWords {
  readonly there: string;
  readonly lost: string;
}

const LOST = 'lost:';
const AGAIN = 'sends PUBLISH again, with DUP, after it reconnects.';

/** State of the publisher's end, by its last packet. */
const PUBLISHERS_END: Readonly<Partial<Record<PacketType, EndWords>>> = {
  puback: {
    there: 'PUBACK sent to the publisher: its end is complete.',
    lost: `PUBACK was lost: the publisher ${AGAIN}`,
  },
  pubrec: {
    there: 'PUBREC sent; waiting for the publisher’s PUBREL.',
    lost: `PUBREC was lost: the publisher ${AGAIN}`,
  },
  pubrel: {
    there: '',
    lost: 'PUBREL was lost: the publisher sends it again after it reconnects.',
  },
  pubcomp: {
    there: 'PUBCOMP sent to the publisher: its end is complete.',
    lost: 'PUBCOMP was lost: the publisher sends PUBREL again after it reconnects.',
  },
};

function publishersEnd(qos: QoS, last: TracedStep | undefined, isAbandoned: boolean): string {
  if (isAbandoned) {
    return 'The publisher’s session ended before its PUBREL arrived; the message was delivered anyway.';
  }
  if (last?.packet === 'publish' && qos === 0) {
    return 'Published once. QoS 0 has no acknowledgement: the publisher does not know that it arrived.';
  }
  const words = last && PUBLISHERS_END[last.packet];
  return (last?.fault?.isLost === true ? words?.lost : words?.there) ?? '';
}

/** `published at QoS 2, granted QoS 1 by sensors/# → delivered at QoS 1` */
function effective({
  published,
  by,
  delivered,
  isGiven,
  asPublished,
}: {
  readonly published: QoS;
  readonly by: TracedDelivery['by'];
  readonly delivered: QoS;
  readonly isGiven: boolean;
  readonly asPublished?: true | undefined;
}): string {
  const granted = by.map(({ filter, qos }, at) =>
    at === 0 ? `granted QoS ${qos} by ${filter}` : `QoS ${qos} by ${filter}`,
  );
  const highest = by.length > 1 && asPublished !== true ? ' (the highest counts)' : '';
  const most = delivered < published ? `, ${delivered} at most` : '';
  const rule =
    asPublished === true ? `: devices of the platform get the publisher’s QoS${most}` : '';
  return `published at QoS ${published}, ${granted.join(' and ')}${highest} → ${isGiven ? '' : 'would be '}delivered at QoS ${delivered}${rule}`;
}

/** Reasons why a delivery is still open. */
function waits(delivery: TracedDelivery): string {
  const { state, qos, isAway } = delivery;
  const again =
    'the client is away; it is sent again when the client reconnects, with the same packet identifier and DUP';
  switch (state) {
    case 'queued':
      return isAway
        ? 'Waits in the session until the client reconnects.'
        : 'Waits in the session: the client’s limit of messages in flight is reached, or it reads slowly.';
    case 'sent':
      if (qos === 0)
        return 'Sent once. QoS 0 has no acknowledgement, so it is unknown whether the message arrived.';
      return isAway
        ? `PUBLISH sent, no ${qos === 1 ? 'PUBACK' : 'PUBREC'} received: ${again}.`
        : `PUBLISH sent; waiting for ${qos === 1 ? 'PUBACK' : 'PUBREC'}.`;
    case 'received':
      return isAway
        ? 'PUBREC received, no PUBCOMP yet: the client is away, and PUBREL is sent again when it reconnects.'
        : 'PUBREC received; waiting for PUBCOMP.';
    case 'acknowledged':
      return 'Delivered: PUBACK received.';
    case 'completed':
      return 'Delivered exactly once: PUBCOMP received.';
    case 'abandoned':
      return `Sent, but never acknowledged: ${GIVEN_UP[delivery.why ?? 'session-ended'] ?? ''}. It is unknown whether the message arrived.`;
    case 'not-given':
      return delivery.why === undefined ? '' : WHY[delivery.why];
  }
}

/** `what`: `lost: dropped by rule a`, `held by rule a`. */
function keptBack(what: string, qos: QoS, isLost: boolean): string {
  if (!isLost) return `PUBLISH is on its way to the subscriber: ${what}.`;
  return `PUBLISH never reached the subscriber, ${what}. ${
    qos === 0
      ? 'At QoS 0 it is not sent again.'
      : 'It is sent again, with DUP, when the subscriber reconnects.'
  }`;
}

const CAUSES: Readonly<Record<TracedDelivery['cause'], string>> = {
  published: '',
  retained: 'As a retained message: the client subscribed after the message was published.',
  'handed-over':
    'Handed over: another member of the group disconnected before acknowledging it (4.8.2).',
};

const ORIGINS: Readonly<Record<TracedRow['origin'], string>> = {
  publish: '',
  will: 'will',
  broker: 'the broker itself',
  retained: 'retained',
};

export const bothEnds = {
  grid: 'Messages',
  search: 'Search messages by topic',
  searchPlaceholder: 'Topic filter, or any text',
  client: 'Messages of a client',
  clientPlaceholder: 'Client ID',
  total: (value: number, more: boolean): string =>
    `${counted(value, 'message', 'messages')}${more ? ', older ones too' : ''}`,
  pause: 'Pause',
  pauseTitle:
    'Keeps these messages in the list; the broker continues, and their status is still updated',
  newer: (value: number): string => `${grouped(value)} newer · Show`,
  older: 'Older',
  olderTitle: 'Messages before those in this list',
  columns: {
    number: 'No.',
    time: 'Time',
    topic: 'Topic',
    qos: 'QoS',
    publisher: 'From',
    size: 'Size',
    outcome: 'Delivered',
  },
  titles: {
    number: 'Number of the message in the broker’s journal',
    outcome: 'Subscribers that received the message, of all intended ones',
  },
  empty: 'No message yet',
  emptyText:
    'Publish something, or have a client publish: every message through this broker is listed here with both ends.',
  noMatch: 'No matching messages',
  noMatchText:
    'The search covers topic and client of the messages that the broker still remembers.',
  noMatchPaused: 'The list is paused: newer messages are not in it.',
  choose: 'Select a message to see both of its ends.',
  gone: 'The broker has forgotten this message',
  goneText: 'The broker keeps the last 5,000, within 8 MiB.',
  /** Steps that the journal has dropped. */
  forgotten: (oldest: number): string =>
    `The broker remembers messages from number ${grouped(oldest)} on; older ones were discarded.`,
  skipped: (value: number): string =>
    `${counted(value, 'message was', 'messages were')} not recorded, because too many arrived at once.`,

  show: 'Show both ends',
  notFound: 'The broker does not remember this message',
  name: 'Both ends of the message',
  close: 'Close the message',
  steps: 'Packets of both ends',
  title: (message: number): string => `Message ${grouped(message)}`,
  origins: ORIGINS,
  willOf: 'The broker published this will when the client’s connection ended.',
  ofBroker: 'The broker itself published this message.',
  retainedBefore:
    'This message was retained before the broker’s journal begins: it is no longer known how it reached the broker.',
  showEarlier: (message: number): string => `Show message ${grouped(message)}`,
  repeats: (message: number): string =>
    `Sent again with DUP: the broker had already delivered it as message ${grouped(message)}. At QoS 1, subscribers then receive it twice (4.3.2).`,
  /** `message`: number of the message that the publisher sent. */
  copied: (rule: string, message: number | undefined): string =>
    `Made by rule ${rule}: a second copy of ${message === undefined ? 'a PUBLISH' : `the PUBLISH of message ${grouped(message)}`}, which the publisher sent once. To the broker, it looks like one from the publisher.`,
  missed: 'This PUBLISH never reached the broker',
  refused: (code: number): string =>
    `Refused with ${hexByte(code)} (${code}): it was not delivered.`,
  nobody: 'No subscription matches this topic, so it was not delivered to any client.',
  platform: 'The platform received it from the device. No subscription matches this topic.',
  payload: 'Payload',
  emptyPayload: '(empty)',
  from: (publisher: string): string => `from ${publisher}`,

  subscribers: 'Subscribers',
  subscribersOf: (shown: number, all: number): string =>
    shown === all
      ? `For ${counted(all, 'subscriber', 'subscribers')}`
      : `${grouped(shown)} of ${grouped(all)} subscribers; those that did not receive it come first`,
  subscriberColumns: {
    subscriber: 'Client ID',
    qos: 'QoS',
    state: 'State',
  },
  qos: (qos: QoS): string => `QoS ${qos}`,
  retain: 'RETAIN',
  states: STATES,
  inFlight: 'in flight',
  shortWhy: SHORT_WHY,
  effective,
  waits,
  keptBack,
  causes: CAUSES,
  publishersEnd,
  group: (filter: string, members: number): string =>
    members === 1
      ? `By the shared subscription ${filter}, as its only member.`
      : `By the shared subscription ${filter}: one of its ${grouped(members)} members receives it.`,

  outcome: {
    refused: 'refused',
    nobody: 'nobody',
    platform: 'the platform',
    /** `3 of 4` */
    delivered: (done: number, all: number): string => `${grouped(done)} of ${grouped(all)}`,
    open: (value: number): string => `${grouped(value)} open`,
    failed: (value: number): string => `${grouped(value)} not delivered`,
    title: (done: number, open: number, failed: number): string =>
      `${grouped(done)} delivered, ${grouped(open)} open, ${grouped(failed)} not delivered`,
  },

  publisher: 'Publisher',
  broker: 'Broker',
  subscriber: 'Subscriber',
  subscriberOf: (count: number): string =>
    count > 1 ? `Subscriber, 1 of ${grouped(count)}` : 'Subscriber',
  diagramNote: 'Times as the broker saw the packets. Gaps not to scale.',
  start: 'start',
  atOnce: 'at once',
  reconnected: (connection: number): string => `on a new connection (${connection})`,
  sentBy: {
    in: (client: string): string => `${client} → broker`,
    out: (client: string): string => `broker → ${client}`,
  },
  /** A packet made by a fault rule. */
  madeFor: {
    in: (client: string): string => `fault rule as ${client} → broker`,
    out: (client: string): string => `fault rule → ${client}`,
  },
  /** `what`: `dropped by rule lost-puback`. */
  fault: (what: string, isLost: boolean): string => (isLost ? `${LOST} ${what}` : what),
  lost: LOST,
  showClient: 'Show this client',
  inspect: (clients: number): string =>
    clients === 1 ? 'Show in Inspect' : 'Show both in Inspect',
  inspectTitle: 'The packets of the publisher and of this subscriber, as they pass at the broker',
  showClientTitle: (name: string): string => `Show what the broker holds for ${name}`,
};

/** Requests and their replies. */
import type { ReplyShow, ReplyState } from '../../../engine/requestResponse/reply.ts';
import { duration, elapsed } from '../../durations.ts';
import { grouped } from '../../numbers.ts';

const SHOWS: Readonly<Record<ReplyShow, string>> = {
  all: 'All',
  waiting: 'No reply yet',
  answered: 'Answered',
  alone: 'Without a request',
};

const STATES: Readonly<Record<ReplyState, string>> = {
  waiting: 'no reply yet',
  answered: 'answered',
  alone: 'no request seen',
};

const number = (packet: number): string => `No. ${grouped(packet)}`;

export const replies = {
  lists: 'What the list shows',
  ofMqtt5: 'MQTT 5',
  ofEcosystems: 'Ecosystems',
  grid: 'Requests and replies',
  search: 'Topic or correlation data',
  show: 'Which requests',
  shows: SHOWS,
  states: STATES,
  columns: {
    request: 'Request',
    direction: 'Dir.',
    topic: 'Topic',
    data: 'Correlation',
    reply: 'Reply',
    latency: 'Latency',
    state: 'State',
  },
  none: 'none',
  bytes: (length: number): string => (length === 1 ? '1 byte' : `${grouped(length)} bytes`),
  more: (count: number): string => `+${grouped(count)}`,
  moreTitle: (count: number): string =>
    count === 1 ? '1 further reply' : `${grouped(count)} further replies`,
  showRequest: (packet: string): string => `Show the request, packet No. ${packet}`,
  showReply: (packet: string): string => `Show the reply, packet No. ${packet}`,
  unsure: 'not certain',
  unsureTitle:
    'Paired without correlation data, or with correlation data that several requests have. The details of the packet say more.',
  forgotten: (count: number): string =>
    count === 1
      ? '1 older request was discarded to limit memory use.'
      : `${grouped(count)} older requests were discarded to limit memory use.`,
  empty: {
    title: 'No requests yet',
    text: 'Messages with a response topic (MQTT 5) appear here with their replies, which are found by the response topic and the correlation data.',
    filtered: 'No matching requests',
    filteredText: 'Show all, or search for something else.',
  },

  /** In the packet list. */
  mark: {
    request: {
      to: (packet: string, us: number): string => `Answered by No. ${packet} after ${duration(us)}`,
      alone: 'Request, no reply yet',
    },
    reply: {
      to: (packet: string, us: number): string => `Reply to No. ${packet}, after ${duration(us)}`,
      alone: 'Reply, its request was not seen',
    },
  },

  /** Details of one packet. */
  title: 'Request and reply',
  request: 'Request',
  reply: 'Reply',
  repliesOn: (topic: string): string => `Replies arrive on ${topic}.`,
  notSubscribed: 'This connection has not subscribed to that topic, so no reply can arrive.',
  noReplyYet: (us: number): string => `no reply yet, for ${elapsed(us)}`,
  noReplyFor: (us: number): string => `no reply for ${elapsed(us)}`,
  wantsNone: 'it asks for no reply',
  /** Before and after a packet number. */
  answeredBy: 'answered by',
  after: (us: number): string => `after ${duration(us)}`,
  to: 'to',
  oneOf: (place: number, count: number): string => `reply ${place} of ${grouped(count)}`,
  furtherReplies: 'Further replies:',
  notListed: (count: number): string => `and ${grouped(count)} more`,
  byTopic:
    'Paired by the topic only: the reply has no correlation data, and no other request is possible.',
  sameAs: 'The same response topic and correlation data as in request',
  newest: 'A reply is assigned to the newest request before it.',
  early: 'The message that would be its reply arrived before it:',
  later: 'A request with this response topic and correlation data arrived after it:',
  noRequest: 'no request with this topic and correlation data was seen before it',
  candidates: (count: number): string =>
    `it has no correlation data, and ${grouped(count)} requests wait for a reply on this topic: which one it answers is not known`,
  number,
  answer: 'Reply',
  answerTitle:
    'Fill the publish form: topic, correlation data and content type of a reply to this request',
  filled: 'The publish form is filled for the reply',
  noPair: 'This packet is not a request or a reply',
  noOther: {
    request: 'No reply was seen yet',
    reply: 'The request of this reply was not seen',
  },
  /** In the list of keys and in the palette. */
  across: 'From a request to its reply, and back',
  answerAction: 'Reply to the selected request',
  notRequest: 'Select a received request first',
};

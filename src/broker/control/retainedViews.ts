/** Views of retained messages, by topic. */
import { base64 } from '@scure/base';
import { topicFilterError, topicMatches } from '../../mqtt/tables/topics.ts';
import { containing, type Page } from '../core/commands/page.ts';
import type { Message } from '../core/contract/message.ts';
import type { Contents } from '../core/state/contents.ts';
import { type Key, sortedPage } from './sortedPage.ts';
import type { RetainedOrder, RetainedRow, ViewCommand } from './views.ts';

/** Bytes of a payload. */
const SHOWN = 256;

type Wanted = Extract<ViewCommand, { readonly kind: 'retained' }>;

export function retainedPage(
  { router: { retained } }: Contents,
  wanted: Wanted,
  now: number,
): Page<RetainedRow> {
  const { first, count, filter, sys = true, order = 'topic', descending = false } = wanted;
  const own = sys ? retained.topics : retained.topics.filter((topic) => !isOfBroker(topic));
  const topics = filter === undefined ? own : own.filter(choice(filter));
  const isAsItIs = order === 'topic' && !descending;
  const keyOf = (topic: string): Key => retainedKey(retained.get(topic), order);
  const shown = isAsItIs
    ? topics.slice(first, first + count)
    : sortedPage(topics, keyOf, descending, wanted);
  const rows = shown
    .map((topic) => retained.get(topic))
    .filter((message) => message !== undefined)
    .map((message) => ({
      ...retainedRow(message),
      backAfter: retained.backAfter(message.topic, now),
    }));
  return { first, total: topics.length, rows };
}

function retainedKey(message: Message | undefined, order: RetainedOrder): Key {
  switch (order) {
    case 'topic':
      return message?.topic;
    case 'size':
      return message?.payload.length;
    case 'qos':
      return message?.qos;
    case 'publisher':
      return message?.publisher;
    case 'time':
      return message?.time;
    case 'expires':
      return message?.expiresAt;
  }
}

function isOfBroker(topic: string): boolean {
  return topic === '$SYS' || topic.startsWith('$SYS/');
}

/** Text with wildcards is a topic filter; other text may occur anywhere in the topic. */
function choice(filter: string): (topic: string) => boolean {
  const isFilter = /[+#]/.test(filter) && topicFilterError(filter) === undefined;
  if (!isFilter) {
    const mentioned = containing(filter);
    return (topic) => mentioned.test(topic);
  }
  return (topic) => topicMatches(filter, topic);
}

function retainedRow({ topic, qos, payload, publisher, time, expiresAt }: Message) {
  return {
    topic,
    qos,
    size: payload.length,
    payload: base64.encode(payload.subarray(0, SHOWN)),
    publisher,
    time,
    expiresAt,
  };
}

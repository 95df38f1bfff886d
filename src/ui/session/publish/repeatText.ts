/** A repeat as typed, and the resulting repeat. */
import { ENDLESS } from '../../../connection/protocol/protocol.ts';
import { topicNameErrorText } from '../../kit/language/topicErrorText.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Repeated } from '../connection/sent.ts';

export interface RepeatText {
  /** `every` is ms between two, or how many in a second. */
  readonly per: 'ms' | 'rate';
  readonly every: string;
  /** Empty: until it is stopped. */
  readonly times: string;
  /** Topics, one per line. Empty: the topic of the message. */
  readonly topics: string;
  /** Each line of the payload is a message. `times` is then how often all are sent. */
  readonly isLines: boolean;
}

interface RepeatResult {
  /** undefined: something is wrong. */
  readonly repeat: Repeated | undefined;
  /** Messages a second in all; undefined: of one a line it is as it was written. */
  readonly rate: number | undefined;
  readonly errors?: Partial<Record<'every' | 'times' | 'topics', string>>;
}

const DAY = 86_400_000;
const MOST_TIMES = 1_000_000;
const MOST_TOPICS = 1000;
/** Messages a second. */
const MOST_RATE = 5000;

/** @param isTemplate braces in the topics will be filled in */
export function repeatOf(text: Omit<RepeatText, 'isLines'>, isTemplate: boolean): RepeatResult {
  const t = texts().repeats.errors;
  const topics = text.topics.split('\n').map((topic) => topic.replace(/\r$/, ''));
  const named = topics.filter((topic) => topic !== '');
  const count = Math.max(1, named.length);
  const number = /^\d{1,9}(?:\.\d{1,6})?$/.test(text.every.trim())
    ? Number(text.every)
    : Number.NaN;
  const every = text.per === 'ms' ? number : 1000 / number;
  const rate = (count * 1000) / every;
  const times = text.times.trim() === '' ? ENDLESS : wholeIn(text.times);
  const wrong = named.findIndex((topic) => errorOf(topic, isTemplate) !== undefined);
  const faultyTopic = named[wrong];
  const errors = {
    ...(!(every > 0 && every <= DAY) && { every: text.per === 'ms' ? t.every : t.perSecond }),
    ...(rate > MOST_RATE + 1e-6 && every > 0 && { every: t.rate(MOST_RATE) }),
    ...(times === undefined && { times: t.times(MOST_TIMES) }),
    ...(named.length > MOST_TOPICS && { topics: t.topics(MOST_TOPICS) }),
    ...(faultyTopic !== undefined && {
      topics: t.topic(faultyTopic, errorOf(faultyTopic, isTemplate) ?? ''),
    }),
  };
  if (times === undefined || Object.keys(errors).length > 0) {
    return { repeat: undefined, rate: undefined, errors };
  }
  const all = times === ENDLESS ? ENDLESS : times * count;
  const repeat = { every, times: all, ...(named.length > 0 && { topics: named }) };
  return { repeat, rate: named.length > 1 || text.per === 'ms' ? rate : undefined };
}

function wholeIn(text: string): number | undefined {
  const value = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= MOST_TIMES ? value : undefined;
}

const errorOf = (topic: string, isTemplate: boolean): string | undefined =>
  topicNameErrorText(isTemplate ? filledIn(topic) : topic);

/** An opening pair of braces without a closing pair is never searched to the end of the topic. */
function filledIn(topic: string): string {
  const end = topic.lastIndexOf('}}') + 2;
  return topic.slice(0, end).replaceAll(/\{\{.*?\}\}/g, '0') + topic.slice(end);
}

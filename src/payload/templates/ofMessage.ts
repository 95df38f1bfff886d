/** Values from the message to answer. */
import type { Steps } from '../../base/steps.ts';
import type { Answering } from './template.ts';

/** A received value. */
export interface Received {
  /** For a text, its content without quotation marks. */
  readonly text: string;
  readonly json: string;
}

export interface AnsweredMessage {
  readonly topic: string;
  /** Looks up a value in its payload. */
  readonly at: (
    path: readonly (string | number)[],
  ) => Received | 'no-path' | 'too-large' | 'too-expensive';
  readonly response: string | undefined;
  /** Text form; undefined if there is none. */
  readonly correlation: string | undefined;
}

interface Known {
  readonly message?: AnsweredMessage | undefined;
  /** Topic of the new message. */
  readonly topic?: string;
  readonly budget: Steps;
}

/** Steps for a character of a topic that is divided into levels. */
const TOPIC_CHARACTER = 10;

export function valueIn(
  expression: Answering,
  { message, topic, budget }: Known,
): Received | 'no-path' | 'too-large' | 'too-expensive' | 'no-message' | 'not-in-message' {
  if (message === undefined && (topic === undefined || expression.kind !== 'topic')) {
    return 'no-message';
  }
  if (expression.kind === 'payload') return message?.at(expression.path) ?? 'no-message';
  const whole = expression.kind === 'topic' ? (message?.topic ?? topic ?? '') : '';
  if (!budget.take(whole.length * TOPIC_CHARACTER)) return 'too-expensive';
  const text =
    expression.kind === 'topic' ? levelOf(whole, expression.level) : message?.[expression.kind];
  return text === undefined ? 'not-in-message' : { text, json: JSON.stringify(text) };
}

const levelOf = (topic: string, level: number | undefined): string | undefined =>
  level === undefined ? topic : topic.split('/')[level - 1];

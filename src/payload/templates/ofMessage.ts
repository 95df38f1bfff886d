/** Values from the message to answer. */
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
  readonly at: (path: readonly (string | number)[]) => Received | 'no-path' | 'too-large';
  readonly response: string | undefined;
  /** Text form; undefined if there is none. */
  readonly correlation: string | undefined;
}

interface Known {
  readonly message?: AnsweredMessage | undefined;
  /** Topic of the new message. */
  readonly topic?: string;
}

export function valueIn(
  expression: Answering,
  { message, topic }: Known,
): Received | 'no-path' | 'too-large' | 'no-message' | 'not-in-message' {
  if (message === undefined && (topic === undefined || expression.kind !== 'topic')) {
    return 'no-message';
  }
  if (expression.kind === 'payload') return message?.at(expression.path) ?? 'no-message';
  const text =
    expression.kind === 'topic'
      ? levelOf(message?.topic ?? topic ?? '', expression.level)
      : message?.[expression.kind];
  return text === undefined ? 'not-in-message' : { text, json: JSON.stringify(text) };
}

const levelOf = (topic: string, level: number | undefined): string | undefined =>
  level === undefined ? topic : topic.split('/')[level - 1];

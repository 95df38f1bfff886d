/** What is filled in of the message that is answered. */
import type { Answering } from './template.ts';

/** A value that was received. */
export interface Received {
  /** Of a text what it says, without its quotation marks. */
  readonly text: string;
  readonly json: string;
}

export interface AnsweredMessage {
  readonly topic: string;
  /** What stands in its payload. */
  readonly at: (path: readonly (string | number)[]) => Received | 'no-path' | 'too-large';
  readonly response: string | undefined;
  /** As text; undefined: there is none. */
  readonly correlation: string | undefined;
}

interface Known {
  readonly message?: AnsweredMessage | undefined;
  /** Of the message that is made. */
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

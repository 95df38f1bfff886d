/** Meaning of a message regardless of its topic: a CloudEvent, a part of a trace. */

import type { Words } from '../../../base/message.ts';
import type { EventErrors } from '../../../conventions/events/cloudEvent.ts';
import type { TraceErrors } from '../../../conventions/events/traceContext.ts';

const eventErrors: Words<EventErrors> = {
  missing: ({ name }) => `The attribute “${name}” is missing or empty; CloudEvents requires it.`,
  twice: ({ name }) => `The attribute “${name}” appears more than once; only one is allowed.`,
  version: ({ found }) =>
    `“${found}” is not version 1.x of CloudEvents. The event is read as version 1.x.`,
  time: ({ found }) =>
    `The time “${found}” is not in the format of RFC 3339, such as 2026-01-31T12:00:00Z.`,
  json: () => 'Its content type names an event in JSON, but the payload is not a JSON object.',
};

const traceErrors: Words<TraceErrors> = {
  twice: () => '“traceparent” appears more than once; receivers begin a new trace.',
  form: ({ found }) =>
    `“${found}” is not a “traceparent”: that is 2, 32, 16 and 2 hexadecimal digits in lower case, with “-” between them.`,
  version: () => 'Version ff of “traceparent” is invalid; receivers begin a new trace.',
  zeros: ({ of }) =>
    of === 'trace'
      ? 'The trace ID has only zeros, which is invalid; receivers begin a new trace.'
      : 'The span ID has only zeros, which is invalid; receivers begin a new trace.',
  state: ({ found }) =>
    `“${found}” is not allowed in “tracestate”: it is not key=value, appears twice, or is one of more than 32. Receivers drop all of it.`,
  alone: () => '“tracestate” says nothing without “traceparent”.',
};

export const messageSense = {
  title: 'Meaning of the message',
  event: 'CloudEvent',
  modes: { binary: 'in user properties', structured: 'in the payload' },
  from: (source: string): string => `from ${source}`,
  trace: 'Trace',
  span: 'parent span',
  sampled: 'sampled',
  notSampled: 'not sampled',
  follow: 'Show its messages',
  followTitle: 'Shows only packets of this trace in the list',
  eventErrors,
  traceErrors,
};

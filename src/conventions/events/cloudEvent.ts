/**
 * CloudEvents 1.0 over MQTT: attributes are user properties (binary mode), or in the payload with the data
 * (structured mode).
 */
import type { Localizable, NoArgs } from '../../base/message.ts';
import { seenFormat } from '../../payload/shape/seenFormat.ts';
import { type Attributes, jsonAttributes, type SaidByMessage } from './messageMetadata.ts';

/** Violations of the specification; `i18n` has their texts. */
export interface EventErrors {
  readonly missing: { readonly name: string };
  readonly twice: { readonly name: string };
  /** The version is not 1.x. */
  readonly version: { readonly found: string };
  /** The time is not in the notation of RFC 3339. */
  readonly time: { readonly found: string };
  /** The content type means an event, but the payload is not a JSON object. */
  readonly json: NoArgs;
}

export interface CloudEvent {
  readonly mode: 'binary' | 'structured';
  readonly type: string | undefined;
  readonly source: string | undefined;
  readonly id: string | undefined;
  readonly subject: string | undefined;
  readonly time: string | undefined;
  /** Other attributes, including extensions. */
  readonly more: readonly (readonly [name: string, value: string])[];
  readonly errors: readonly Localizable<EventErrors>[];
}

const REQUIRED = ['specversion', 'type', 'source', 'id'] as const;
/** Attributes that have separate members, and the members with the data. */
const KNOWN: ReadonlySet<string> = new Set([
  ...REQUIRED,
  'subject',
  'time',
  'data',
  'data_base64',
  'traceparent',
  'tracestate',
]);
const STRUCTURED = /^application\/cloudevents(?:\+json)?\s*(?:;|$)/i;
const NAME = /^[a-z\d]{1,20}$/;

const error = <K extends keyof EventErrors>(key: K, args: EventErrors[K]) => ({ key, args });

interface FoundEvent {
  readonly event: CloudEvent;
  /** Place of the attributes. */
  readonly attributes: Attributes;
}

/** undefined if the message is not an event. @param user attributes among the user properties */
export function cloudEventOf(said: SaidByMessage, user: Attributes): FoundEvent | undefined {
  const isNamed = STRUCTURED.test(said.contentType ?? '');
  if (!isNamed && user.has('specversion')) {
    return { event: eventOf('binary', user), attributes: user };
  }
  // MQTT 3.1.1 has no content type, so there a payload with all required attributes is an event.
  const held = isNamed || said.contentType === undefined ? jsonAttributes(said) : undefined;
  if (held === undefined && isNamed) {
    const attributes: Attributes = new Map();
    const errors = [error('json', {})];
    return { event: { ...eventOf('structured', attributes), errors }, attributes };
  }
  return held !== undefined && (isNamed || REQUIRED.every((name) => held.has(name)))
    ? { event: eventOf('structured', held), attributes: held }
    : undefined;
}

function eventOf(mode: CloudEvent['mode'], attributes: Attributes): CloudEvent {
  const first = (name: string): string | undefined => attributes.get(name)?.[0];
  const [version, time] = [first('specversion'), first('time')];
  const missing = REQUIRED.filter((name) => !first(name)).map((name) => error('missing', { name }));
  const names = [...attributes.keys()].filter((name) => NAME.test(name));
  const twice = names
    .filter((name) => (attributes.get(name) ?? []).length > 1)
    .map((name) => error('twice', { name }));
  return {
    mode,
    type: first('type'),
    source: first('source'),
    id: first('id'),
    subject: first('subject'),
    time,
    more: names.flatMap((name) => (KNOWN.has(name) ? [] : [[name, first(name) ?? ''] as const])),
    errors: [
      ...missing,
      ...twice,
      ...(version && !/^1\.\d+$/.test(version) ? [error('version', { found: version })] : []),
      ...(time !== undefined && !isTime(time) ? [error('time', { found: time })] : []),
    ],
  };
}

const isTime = (text: string): boolean =>
  seenFormat(text, 'time') === 'date-time' && !Number.isNaN(Date.parse(text));

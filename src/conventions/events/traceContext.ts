/** W3C Trace Context: the trace of a message, in user properties or event attributes. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { Attributes } from './messageMetadata.ts';

/** Errors in `traceparent` or `tracestate`; `i18n` has their texts. */
export interface TraceErrors {
  readonly twice: NoArgs;
  /** Not four groups of lower-case hexadecimal digits with lengths 2, 32, 16 and 2. */
  readonly form: { readonly found: string };
  /** Version ff, which is invalid. */
  readonly version: NoArgs;
  /** An identifier of zeros only, which is invalid. */
  readonly zeros: { readonly of: 'trace' | 'span' };
  /** An invalid member of `tracestate`, or too many of them. */
  readonly state: { readonly found: string };
  /** `tracestate` without `traceparent`. */
  readonly alone: NoArgs;
}

export interface TraceContext {
  /** undefined if `traceparent` is missing or invalid. */
  readonly trace:
    | { readonly id: string; readonly span: string; readonly isSampled: boolean }
    | undefined;
  /** Members of `tracestate`, newest first. */
  readonly states: readonly (readonly [vendor: string, value: string])[];
  readonly errors: readonly Localizable<TraceErrors>[];
}

const PARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const KEY = /^(?:[a-z][a-z\d_\-*/]{0,255}|[a-z\d][a-z\d_\-*/]{0,240}@[a-z][a-z\d_\-*/]{0,13})$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MOST_STATES = 32;

const error = <K extends keyof TraceErrors>(key: K, args: TraceErrors[K]) => ({ key, args });

/** undefined if the attributes contain no trace. */
export function traceOf(attributes: Attributes): TraceContext | undefined {
  const parents = attributes.get('traceparent');
  const texts = attributes.get('tracestate') ?? [];
  if (parents === undefined && texts.length === 0) return undefined;
  const parent = parents === undefined ? error('alone', {}) : parentOf(parents);
  // `tracestate` counts only with a valid `traceparent`.
  if ('key' in parent) return { trace: undefined, states: [], errors: [parent] };
  const states = statesOf(texts);
  if ('key' in states) return { trace: parent, states: [], errors: [states] };
  return { trace: parent, states, errors: [] };
}

type Trace = NonNullable<TraceContext['trace']>;

function parentOf([text = '', ...others]: readonly string[]): Trace | Localizable<TraceErrors> {
  if (others.length > 0) return error('twice', {});
  const [, version, id = '', span = '', flags = '', rest] = PARENT.exec(text) ?? [];
  // Later versions may have more groups.
  if (version === undefined || (version === '00' && rest !== undefined)) {
    return error('form', { found: text });
  }
  if (version === 'ff') return error('version', {});
  if (/^0+$/.test(id)) return error('zeros', { of: 'trace' });
  if (/^0+$/.test(span)) return error('zeros', { of: 'span' });
  return { id, span, isSampled: Number.parseInt(flags, 16) % 2 === 1 };
}

function statesOf(texts: readonly string[]): TraceContext['states'] | Localizable<TraceErrors> {
  const members = texts.flatMap((text) => text.split(',')).map((member) => member.trim());
  const said = members.filter((member) => member !== '');
  const states = said.map((member) => {
    const at = member.indexOf('=');
    return [member.slice(0, Math.max(at, 0)), member.slice(at + 1)] as const;
  });
  const wrong = states.findIndex(
    ([key, value], at) =>
      !KEY.test(key) || !VALUE.test(value) || states.findIndex(([one]) => one === key) < at,
  );
  if (wrong !== -1) return error('state', { found: said[wrong] ?? '' });
  return states.length > MOST_STATES ? error('state', { found: said[MOST_STATES] ?? '' }) : states;
}

/** W3C Trace Context: which trace a message is part of, in user properties or attributes of an event. */
import type { Fact, NoArgs } from '../../base/message.ts';
import type { Attributes } from './saidByMessage.ts';

/** Why `traceparent` or `tracestate` says nothing; `words` has the words. */
export interface TraceFaults {
  readonly twice: NoArgs;
  /** Not four groups of hexadecimal digits in lower case, of 2, 32, 16 and 2. */
  readonly form: { readonly found: string };
  /** Version ff, which never is. */
  readonly version: NoArgs;
  /** Zeros: an identifier that never is. */
  readonly zeros: { readonly of: 'trace' | 'span' };
  /** A member of `tracestate`, or too many of them. */
  readonly state: { readonly found: string };
  /** `tracestate` without `traceparent`. */
  readonly alone: NoArgs;
}

export interface TraceContext {
  /** undefined: `traceparent` is missing, or wrong. */
  readonly trace:
    | { readonly id: string; readonly span: string; readonly isSampled: boolean }
    | undefined;
  /** Of `tracestate`, the newest first. */
  readonly states: readonly (readonly [vendor: string, value: string])[];
  readonly faults: readonly Fact<TraceFaults>[];
}

const PARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const KEY = /^(?:[a-z][a-z\d_\-*/]{0,255}|[a-z\d][a-z\d_\-*/]{0,240}@[a-z][a-z\d_\-*/]{0,13})$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MOST_STATES = 32;

const fault = <K extends keyof TraceFaults>(key: K, args: TraceFaults[K]) => ({ key, args });

/** undefined: it says nothing of a trace. */
export function traceOf(attributes: Attributes): TraceContext | undefined {
  const parents = attributes.get('traceparent');
  const texts = attributes.get('tracestate') ?? [];
  if (parents === undefined && texts.length === 0) return undefined;
  const parent = parents === undefined ? fault('alone', {}) : parentOf(parents);
  // What `tracestate` says counts only beside what is right.
  if ('key' in parent) return { trace: undefined, states: [], faults: [parent] };
  const states = statesOf(texts);
  if ('key' in states) return { trace: parent, states: [], faults: [states] };
  return { trace: parent, states, faults: [] };
}

type Trace = NonNullable<TraceContext['trace']>;

function parentOf([text = '', ...others]: readonly string[]): Trace | Fact<TraceFaults> {
  if (others.length > 0) return fault('twice', {});
  const [, version, id = '', span = '', flags = '', rest] = PARENT.exec(text) ?? [];
  // Later versions may say more.
  if (version === undefined || (version === '00' && rest !== undefined)) {
    return fault('form', { found: text });
  }
  if (version === 'ff') return fault('version', {});
  if (/^0+$/.test(id)) return fault('zeros', { of: 'trace' });
  if (/^0+$/.test(span)) return fault('zeros', { of: 'span' });
  return { id, span, isSampled: Number.parseInt(flags, 16) % 2 === 1 };
}

function statesOf(texts: readonly string[]): TraceContext['states'] | Fact<TraceFaults> {
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
  if (wrong !== -1) return fault('state', { found: said[wrong] ?? '' });
  return states.length > MOST_STATES ? fault('state', { found: said[MOST_STATES] ?? '' }) : states;
}

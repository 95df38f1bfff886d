/** Finds states of sensors that are a text although Home Assistant expects a number. */
import type { ConventionReports, HeardMessage } from '../../engine/conventions/convention.ts';
import { jsonOf, memberAt, plainText, textAt } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { SENSOR_CLASSES } from './components.ts';
import { type Entity, type Options, textOf } from './discovered.ts';
import { type Finding, finding, shown } from './finding.ts';
import { placeIn } from './valuePlace.ts';

/** A numeric state whose place is known. */
interface NumericState {
  readonly topic: string;
  readonly path: ValuePath;
  /** Options that make it numeric. */
  readonly because: string;
}

/** Undefined if the state may be a text, or only a template knows it. */
export function numericState({ component, options }: Entity): NumericState | undefined {
  const topic = component === 'sensor' ? textOf(options, 'state_topic') : undefined;
  const { path, isPlain } = placeIn(textOf(options, 'value_template'));
  const because = numericBecause(options);
  return topic === undefined || !isPlain || because === '' ? undefined : { topic, path, because };
}

function numericBecause(options: Options): string {
  const deviceClass = textOf(options, 'device_class')?.toLowerCase() ?? '';
  const known = SENSOR_CLASSES.get(deviceClass);
  if (known?.isText === true) return '';
  const said = ['unit_of_measurement', 'state_class', 'suggested_display_precision'].filter(
    (name) => (options.get(name) ?? '') !== '',
  );
  const all = known === undefined ? said : ['device_class', ...said];
  return all.map((name) => `${name} “${shown(options.get(name))}”`).join(', ');
}

/** Numbers as Python reads them. */
const NUMBER =
  /^\s*[-+]?(?:(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?|inf(?:inity)?|nan)\s*$/i;
/** Limit of characters of a state. */
const LONGEST_STATE = 255;

/** Undefined if Home Assistant takes the state or ignores it. */
function stateFinding(state: string, { topic, path, because }: NumericState): Finding | undefined {
  if (state === '' || state === (path.length > 0 ? 'null' : 'None')) return undefined;
  if (state.length <= LONGEST_STATE && NUMBER.test(state)) return undefined;
  return finding(
    `the state “${shown(state)}” on ${shown(topic)} is not a number, but ${because} needs one`,
    `${shown(topic)} 上的状态“${shown(state)}”不是数字，而 ${because} 要求数字`,
    'stateRefused',
  );
}

/** @param found undefined: the state is right */
type OnState = (found: Finding | undefined, message: HeardMessage) => void;

interface Watched {
  readonly numeric: NumericState;
  readonly onState: OnState;
}

/** Limit of watched entities. */
const MOST = 20_000;

/** Judges the states of entities, by the keys of these. */
export class NumericStates {
  readonly #hears: ConventionReports['hears'];
  /** By topic, then by entity. */
  readonly #watched = new Map<string, Map<string, Watched>>();
  readonly #topics = new Map<string, string>();

  constructor(hears: ConventionReports['hears']) {
    this.#hears = hears;
  }

  watch(key: string, numeric: NumericState, onState: OnState): void {
    const { topic } = numeric;
    if (this.#topics.size >= MOST) return;
    const ofTopic = this.#watched.get(topic) ?? new Map<string, Watched>();
    ofTopic.set(key, { numeric, onState });
    this.#topics.set(key, topic);
    this.#watched.set(topic, ofTopic);
    this.#hears(topic, (message) => judge(ofTopic.values(), message));
  }

  forget(key: string): void {
    const topic = this.#topics.get(key);
    if (topic === undefined) return;
    this.#topics.delete(key);
    const ofTopic = this.#watched.get(topic);
    ofTopic?.delete(key);
    if (ofTopic === undefined || ofTopic.size > 0) return;
    this.#watched.delete(topic);
    this.#hears(topic, undefined);
  }
}

function judge(all: Iterable<Watched>, message: HeardMessage): void {
  const { payload } = message;
  // Many entities may share a payload, which is parsed once.
  let json: { readonly value: unknown } | undefined;
  for (const { numeric, onState } of all) {
    const { path } = numeric;
    if (path.length > 0) json ??= { value: jsonOf(payload) };
    const state = path.length > 0 ? plainText(memberAt(json?.value, path)) : textAt(payload);
    if (state !== undefined) onState(stateFinding(state, numeric), message);
  }
}

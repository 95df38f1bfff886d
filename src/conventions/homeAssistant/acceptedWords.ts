/**
 * Words that components accept as a state (home-assistant.io, integrations MQTT, a page for each component). A
 * component that is absent accepts any text or object, or has no state.
 */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { type Entity, type Options, textOf } from './discovered.ts';
import { templateText } from './valuePlace.ts';

/** The first of the options that is set has the word; otherwise the default has it. */
type Word = readonly [options: readonly string[], byDefault: string];

interface Accepted {
  readonly words: readonly Word[];
  readonly template?: 'state_value_template';
  /** A state in a JSON object is accepted, too. */
  readonly mayBeObject?: true;
}

const ON_OFF: readonly Word[] = [
  [['payload_on'], 'ON'],
  [['payload_off'], 'OFF'],
];
const STATE_ON_OFF: readonly Word[] = [
  [['state_on', 'payload_on'], 'ON'],
  [['state_off', 'payload_off'], 'OFF'],
];
const SWITCHED = { words: ON_OFF, template: 'state_value_template' } as const;

const fixed = (text: string): readonly Word[] => text.split(' ').map((word) => [[], word]);
const states = (text: string): readonly Word[] =>
  text.split(' ').map((word) => [[`state_${word.toLowerCase()}`], word]);

const ACCEPTED: ReadonlyMap<string, Accepted> = new Map<string, Accepted>([
  [
    'alarm_control_panel',
    {
      words: fixed(
        'disarmed armed_home armed_away armed_night armed_vacation armed_custom_bypass pending arming disarming triggered',
      ),
    },
  ],
  ['binary_sensor', { words: ON_OFF }],
  ['cover', { words: states('open opening closed closing stopped') }],
  ['fan', SWITCHED],
  ['humidifier', SWITCHED],
  ['light', SWITCHED],
  ['lock', { words: states('LOCKED UNLOCKED LOCKING UNLOCKING OPEN OPENING JAMMED') }],
  ['siren', { words: STATE_ON_OFF, template: 'state_value_template', mayBeObject: true }],
  ['switch', { words: STATE_ON_OFF }],
]);

/** Not a state, but accepted: unknown, or nothing. */
export const NO_STATE: ReadonlySet<string> = new Set(['', 'None', 'null']);

export interface AcceptedWords {
  readonly words: readonly string[];
  /** Place of the state without a template. */
  readonly path?: ValuePath;
  readonly mayBeObject?: boolean | undefined;
}

const TEMPLATES = ['value_template', 'state_value_template', 'state_template'];

/** The option with the template of the state; empty if there is none. */
export function stateTemplate({ component, options }: Entity): string {
  const schema = component === 'light' ? textOf(options, 'schema') : undefined;
  if (schema === 'json') return '';
  if (schema === 'template') return 'state_template';
  return ACCEPTED.get(component)?.template ?? 'value_template';
}

/** Undefined if other states are accepted, or if the words are not known. */
export function acceptedWords(entity: Entity): AcceptedWords | undefined {
  const { component, options } = entity;
  const template = stateTemplate(entity);
  if (template === '') return { words: ['ON', 'OFF'], path: ['state'] };
  // Whether a version of Home Assistant uses another template is not known.
  if (
    template === 'state_template' ||
    TEMPLATES.some((one) => one !== template && options.has(one))
  )
    return undefined;
  const { words: named, mayBeObject } = ACCEPTED.get(component) ?? {};
  const all = named?.map((word) => wordIn(options, word)) ?? optionsOf(component, options);
  const words = all.filter((word) => word !== undefined);
  return words.length === 0 || words.length < all.length ? undefined : { words, mayBeObject };
}

function wordIn(options: Options, [names, byDefault]: Word): string | undefined {
  const name = names.find((one) => (options.get(one) ?? '') !== '');
  return name === undefined ? byDefault : templateText(options.get(name));
}

/** Choices of a select and of a sensor. */
function optionsOf(component: string, options: Options): readonly (string | undefined)[] {
  const list = options.get('options');
  if (!Array.isArray(list) || (component !== 'select' && component !== 'sensor')) return [];
  return list.map((one: unknown) => templateText(one));
}

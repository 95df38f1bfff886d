/** Judges states of entities: words that discovery does not name, and texts where a number is expected. */
import { parseJson } from '../../payload/json/parseJson.ts';
import { acceptedWords, NO_STATE, stateTemplate } from './acceptedWords.ts';
import { SENSOR_CLASSES } from './components.ts';
import { type Entity, isObject, type Options, textOf } from './discovered.ts';
import { type Finding, finding, quotedWords, shown } from './finding.ts';
import type { ReadPlace, ReadValue } from './heardPayload.ts';
import { placeIn, templateText } from './valuePlace.ts';

interface Misfit {
  readonly finding: Finding;
  /** Beside the value. */
  readonly remark: Pick<Finding, 'en' | 'zh'>;
}

/** A state whose place is known. */
export interface ExpectedState extends ReadPlace {
  readonly topic: string;
  /** A value that does not fit may be for another entity, which has other words. */
  readonly hasWords: boolean;
  /** Home Assistant takes the value, or ignores it on purpose. */
  readonly fits: (value: ReadValue) => boolean;
  readonly misfit: (text: string) => Misfit;
}

/** Undefined if the state may be any text, or only a template knows it. */
export function expectedState(entity: Entity): ExpectedState | undefined {
  const topic = textOf(entity.options, 'state_topic');
  const place = placeOf(entity);
  if (topic === undefined || place === undefined || !isUtf8(entity.options)) return undefined;
  return numericState(entity, topic, place) ?? wordState(entity, topic, place);
}

/** Another encoding makes other texts of the payloads, an empty one none. */
export const isUtf8 = (options: Options): boolean =>
  /^utf[-_]?8$/i.test(shown(options.get('encoding') ?? 'utf-8'));

/** Undefined if a template does more than to select the place. */
function placeOf(entity: Entity): ReadPlace | undefined {
  const text = textOf(entity.options, stateTemplate(entity));
  const { path, isPlain } = placeIn(text);
  return isPlain ? { path, hasTemplate: text !== undefined } : undefined;
}

/** Numbers as Python reads them. */
const NUMBER =
  /^\s*[-+]?(?:(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?|inf(?:inity)?|nan)\s*$/i;
/** Limit of characters of a state. */
const LONGEST_STATE = 255;

function numericState(
  { component, options }: Entity,
  topic: string,
  place: ReadPlace,
): ExpectedState | undefined {
  const because = component === 'sensor' ? numericBecause(options) : '';
  if (because === '') return undefined;
  return {
    topic,
    ...place,
    hasWords: false,
    fits: ({ text }) => NO_STATE.has(text) || (text.length <= LONGEST_STATE && NUMBER.test(text)),
    misfit: (text) => ({
      finding: finding(
        `the state “${shown(text)}” on ${shown(topic)} is not a number, but ${because} needs one`,
        `${shown(topic)} 上的状态“${shown(text)}”不是数字，而 ${because} 要求数字`,
        'stateRefused',
      ),
      remark: { en: 'not a number', zh: '不是数字' },
    }),
  };
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

function wordState(entity: Entity, topic: string, place: ReadPlace): ExpectedState | undefined {
  const { component, options } = entity;
  const accepted = acceptedWords(entity);
  // Commands of Home Assistant have other words.
  const isCommand = [...options].some(
    ([name, value]) => name.endsWith('command_topic') && value === topic,
  );
  if (accepted === undefined || isCommand) return undefined;
  const { words, path = place.path, mayBeObject = false } = accepted;
  const reset = templateText(options.get('payload_reset'));
  return {
    topic,
    path,
    hasTemplate: place.hasTemplate,
    hasWords: true,
    fits: (value) =>
      isAmong(words, value) ||
      NO_STATE.has(value.text.trim()) ||
      value.text === reset ||
      (component === 'select' && value.text.toLowerCase() === 'none') ||
      (mayBeObject && isObject(parseJson(value.text))),
    misfit: (text) => {
      const list = quotedWords(words);
      return {
        finding: finding(
          `the state “${shown(text)}” on ${shown(topic)} is none of ${list.en}`,
          `${shown(topic)} 上的状态“${shown(text)}”不是${list.zh}中的任何一个`,
          'stateIgnored',
        ),
        remark: { en: `none of ${list.en}`, zh: `不是${list.zh}中的任何一个` },
      };
    },
  };
}

/** A JSON number may be written in another way. */
export const isAmong = (words: readonly string[], { text, isNumber }: ReadValue): boolean =>
  words.includes(text) ||
  (isNumber && words.some((word) => word !== '' && Number(word) === Number(text)));

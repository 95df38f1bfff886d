/** Finds the availability of entities: places, words, and messages that Home Assistant ignores. */
import type { DeviceState, ValueAt } from '../../engine/devices/device.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { ENTITY_NAMES } from './abbreviations.ts';
import { NO_STATE } from './acceptedWords.ts';
import { expanded, isObject, type Options, textOf } from './discovered.ts';
import { type Finding, finding, quotedWords, shown } from './finding.ts';
import type { ReadPlace, ReadValue } from './heardPayload.ts';
import { isAmong, isUtf8 } from './states.ts';
import { neededPath, placeIn, templateText } from './valuePlace.ts';

export interface Availability extends ReadPlace {
  readonly topic: string;
  readonly online: string;
  readonly offline: string;
  /** False if only a template knows the word, or if the words are not known. */
  readonly isKnown: boolean;
  /** Option with the template. */
  readonly template: string;
  /** Path of a JSON member that the template needs; empty: none, or not known. */
  readonly needed: ValuePath;
}

/** Derives from last values whether an entity is available; undefined if it has no availability. */
export function availabilityOf(
  options: Options,
): ((valueAt: ValueAt) => DeviceState | undefined) | undefined {
  const places = availabilitiesOf(options);
  if (places.length === 0) return undefined;
  const isAll = options.get('availability_mode') === 'all';
  return (valueAt) => {
    const states = places.map(({ topic, path, online, offline }) => {
      const said = valueAt({ topic, path });
      return said === online ? 'online' : said === offline ? 'offline' : undefined;
    });
    const wanted = isAll ? 'offline' : 'online';
    if (states.includes(wanted)) return wanted;
    return states.every((state) => state !== undefined) ? states[0] : undefined;
  };
}

export function availabilitiesOf(options: Options): readonly Availability[] {
  const list = options.get('availability');
  const given: readonly unknown[] = Array.isArray(list) ? list : isObject(list) ? [list] : [];
  const found = [
    ...given.flatMap((one) => placeOf(expanded(one, ENTITY_NAMES), 'topic', 'value_template')),
    ...placeOf(options, 'availability_topic', 'availability_template'),
  ];
  // Of several entries with the same topic, one counts.
  const isSingle = ({ topic }: Availability) =>
    found.filter((other) => other.topic === topic).length === 1;
  const isReadable = isUtf8(options);
  return found.map((one) =>
    isReadable && isSingle(one) ? one : { ...one, isKnown: false, needed: [] },
  );
}

function placeOf(options: Options, topicName: string, template: string): readonly Availability[] {
  const topic = textOf(options, topicName);
  if (topic === undefined) return [];
  const text = textOf(options, template);
  const { path, isPlain } = placeIn(text);
  const wordOf = (name: string, byDefault: string): string | undefined =>
    options.has(name) ? templateText(options.get(name)) : byDefault;
  const online = wordOf('payload_available', 'online');
  const offline = wordOf('payload_not_available', 'offline');
  return [
    {
      topic,
      path,
      hasTemplate: text !== undefined,
      online: online ?? '',
      offline: offline ?? '',
      isKnown: isPlain && online !== undefined && offline !== undefined,
      template: template === 'value_template' ? 'value_template of availability' : template,
      needed: neededPath(text),
    },
  ];
}

/** True if Home Assistant takes the value, or nothing was meant by it. */
export const isAvailability = ({ online, offline }: Availability, value: ReadValue): boolean =>
  isAmong([online, offline], value) || NO_STATE.has(value.text.trim());

export function unknownAvailability(
  { topic, online, offline }: Availability,
  text: string,
): Finding {
  const words = [online, offline];
  const similar = words.filter((word) => word.toLowerCase() === text.trim().toLowerCase());
  const [where, what] = [shown(topic), shown(text)];
  const list = quotedWords(similar.length === 1 ? similar : words);
  return similar.length === 1
    ? finding(
        `the availability “${what}” on ${where} is not ${list.en}`,
        `${where} 上的可用性“${what}”不是${list.zh}`,
        'availabilityIgnored',
      )
    : finding(
        `the availability “${what}” on ${where} is none of ${list.en}`,
        `${where} 上的可用性“${what}”不是${list.zh}中的任何一个`,
        'availabilityIgnored',
      );
}

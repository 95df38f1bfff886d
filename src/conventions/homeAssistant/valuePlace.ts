/** Finds the places of entity values and of their availability. */
import type { DeviceState, ValueAt } from '../../engine/devices/device.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { ENTITY_NAMES } from './abbreviations.ts';
import { expanded, isObject, type Options, textOf } from './discovered.ts';

/** `{{ value }}` or `{{ value_json.a['b'][0] }}`, with or without filters such as `| round(1)`. */
const TEMPLATE =
  /^\s*\{\{-?\s*value(?:_json((?:\.\w+|\[(?:'[^']*'|"[^"]*"|\d+)\])+))?\s*(\|[^{}]*)?-?\}\}\s*$/;
const STEP = /\.(\w+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g;

interface SelectedPlace {
  /** The path that a template selects; otherwise the whole payload. */
  readonly path: ValuePath;
  /** The template, if any, does nothing else. */
  readonly isPlain: boolean;
}

/** Only templates that select a place are understood. No template is evaluated. */
export function placeIn(template: string | undefined): SelectedPlace {
  const [found, path = '', filters = ''] = TEMPLATE.exec(template ?? '') ?? [];
  return {
    path: [...path.matchAll(STEP)].map(([, plain, single, double, index]) =>
      index === undefined ? (plain ?? single ?? double ?? '') : Number(index),
    ),
    isPlain: template === undefined || (found !== undefined && filters === ''),
  };
}

interface Availability {
  readonly topic: string;
  readonly path: ValuePath;
  readonly online: string;
  readonly offline: string;
}

/** Derives from last values whether an entity is available; undefined if it has no availability. */
export function availabilityOf(
  options: Options,
): ((valueAt: ValueAt) => DeviceState | undefined) | undefined {
  const places = placesOf(options);
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

export const availabilityTopics = (options: Options): readonly string[] =>
  placesOf(options).map(({ topic }) => topic);

function placesOf(options: Options): readonly Availability[] {
  const list = options.get('availability');
  const given: readonly unknown[] = Array.isArray(list) ? list : isObject(list) ? [list] : [];
  const each = given.map((one) => expanded(one, ENTITY_NAMES));
  const places = each.flatMap((one) =>
    placeOf(one, textOf(one, 'topic'), textOf(one, 'value_template')),
  );
  const single = placeOf(
    options,
    textOf(options, 'availability_topic'),
    textOf(options, 'availability_template'),
  );
  return [...places, ...single];
}

function placeOf(
  options: Options,
  topic: string | undefined,
  template: string | undefined,
): readonly Availability[] {
  if (topic === undefined) return [];
  const online = textOf(options, 'payload_available') ?? 'online';
  const offline = textOf(options, 'payload_not_available') ?? 'offline';
  return [{ topic, path: placeIn(template).path, online, offline }];
}

/** Reads places, templates and conditions of a convention file. */
import type { Wording } from '../../engine/devices/device.ts';
import type { Condition } from './conventionFile.ts';
import { listOf, Members, type Read, readNumber, readScalar, readText, shown } from './members.ts';
import { isTemplate, pathIn } from './paths.ts';
import { namesIn, topicPattern } from './topicGrammar.ts';

const MOST_VALUES = 200;
/** Names available for any message, besides the levels of its topic. */
const OF_MESSAGES = ['client', 'qos', 'retain'] as const;

/** Names allowed in templates; undefined for any name, because it depends on the topic. */
export type Levels = readonly string[] | undefined;

/** Names that all these topics have. */
export function levelsOf(topics: readonly string[]): Levels {
  const parsed = topics.map(topicPattern);
  if (parsed.some((one) => !one.ok || one.pattern.hasQuery)) return undefined;
  const [first = [], ...others] = parsed.map((one) => (one.ok ? one.pattern.names : []));
  const shared = first.filter((name) => others.every((names) => names.includes(name)));
  return [...shared, ...OF_MESSAGES];
}

export const withLevels = (levels: Levels, ...more: readonly string[]): Levels =>
  levels && [...levels, ...more];

export const templateOf =
  (levels: Levels): Read<string> =>
  (value, place, errors) => {
    const template = readText(value, place, errors);
    if (template === undefined) return undefined;
    if (/[{}]/.test(template.replaceAll(/\{[^{}]+\}/g, ''))) {
      errors.add(place, { key: 'template', args: { found: shown(template) } });
    }
    for (const name of namesIn(template)) {
      if (levels === undefined || levels.includes(name)) continue;
      errors.add(place, { key: 'no-level', args: { name: shown(name), levels } });
    }
    return template;
  };

export const readPath: Read<string> = (value, place, errors) => {
  const path = readText(value, place, errors);
  if (path !== undefined && pathIn(path) === undefined) {
    errors.add(place, { key: 'path', args: { found: shown(path) } });
  }
  return path;
};

/** A path or a template. */
export const placeOf =
  (levels: Levels): Read<string> =>
  (value, place, errors) =>
    typeof value === 'string' && isTemplate(value)
      ? templateOf(levels)(value, place, errors)
      : readPath(value, place, errors);

export const conditionOf =
  (levels: Levels): Read<Condition> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const values = listOf(readScalar, MOST_VALUES);
    const condition: Condition = {
      at: members.must('at', placeOf(levels), ''),
      ...members.some('is', values),
      ...members.some('not', values),
      ...members.some('below', readNumber),
      ...members.some('above', readNumber),
    };
    members.end();
    return condition;
  };

export const readWording: Read<Wording> = (value, place, errors) => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return errors.wanted(place, 'wording');
  const members = new Members(value, place, errors);
  const wording = {
    en: members.must('en', readText, ''),
    zh: members.must('zh', readText, ''),
  };
  members.end();
  return wording;
};

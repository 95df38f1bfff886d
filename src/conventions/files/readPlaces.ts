/** Reads places, templates and conditions of a convention file. */
import type { Wording } from '../../engine/devices/wording.ts';
import type { Condition } from './conventionFile.ts';
import { listOf, Members, type Read, readNumber, readScalar, readText, shown } from './members.ts';
import { isTemplate, pathIn } from './paths.ts';
import { topicPattern } from './topicGrammar.ts';

const MOST_VALUES = 200;
/** Names available for any message, besides the levels of its topic. */
const OF_MESSAGES = ['client', 'qos', 'retain'] as const;

/** Names allowed in templates; undefined for any name, because it depends on the topic. */
export type Levels = readonly string[] | undefined;

export function levelsOf(topic: string): Levels {
  const parsed = topicPattern(topic);
  if (!parsed.ok || parsed.pattern.hasQuery) return undefined;
  return [...parsed.pattern.names, ...OF_MESSAGES];
}

export const withLevels = (levels: Levels, ...more: readonly string[]): Levels =>
  levels && [...levels, ...more];

export const templateOf =
  (levels: Levels): Read<string> =>
  (value, place, faults) => {
    const template = readText(value, place, faults);
    if (template === undefined) return undefined;
    const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
    if (/[{}]/.test(template.replaceAll(/\{[^{}]+\}/g, ''))) {
      faults.add(place, { key: 'template', args: { found: shown(template) } });
    }
    for (const name of names) {
      if (levels === undefined || levels.includes(name)) continue;
      faults.add(place, { key: 'no-level', args: { name: shown(name), levels } });
    }
    return template;
  };

export const readPath: Read<string> = (value, place, faults) => {
  const path = readText(value, place, faults);
  if (path !== undefined && pathIn(path) === undefined) {
    faults.add(place, { key: 'path', args: { found: shown(path) } });
  }
  return path;
};

/** A path or a template. */
export const placeOf =
  (levels: Levels): Read<string> =>
  (value, place, faults) =>
    typeof value === 'string' && isTemplate(value)
      ? templateOf(levels)(value, place, faults)
      : readPath(value, place, faults);

export const conditionOf =
  (levels: Levels): Read<Condition> =>
  (value, place, faults) => {
    const members = new Members(value, place, faults);
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

export const readWording: Read<Wording> = (value, place, faults) => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return faults.wanted(place, 'wording');
  const members = new Members(value, place, faults);
  const wording = {
    en: members.must('en', readText, ''),
    zh: members.must('zh', readText, ''),
  };
  members.end();
  return wording;
};

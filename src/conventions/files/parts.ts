/** Values of devices that topic forms find in messages. */

import { parseBase64 } from '../../base/base64.ts';
import { Decimal } from '../../base/decimal.ts';
import { formatHex } from '../../base/hex.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import { numberIn } from '../../payload/json/memberAt.ts';
import type { ConventionFile, PartsForm, UnitsByName } from './conventionFile.ts';
import type { MessageBudget } from './messageBudget.ts';
import { type Find, finding, firstOf, type Looked, placeIn } from './paths.ts';
import { namesIn } from './topicGrammar.ts';

/** Members of members are separate parts down to this depth. */
const DEEPEST = 3;
/** Limit of Base64 characters that are read. */
const MOST_BASE64 = 400;

/** @param units of the file */
export function partsUpdate(form: PartsForm, units: ConventionFile['units'] = {}) {
  const { at, each, time: timeAt, name, under = '', command, gives, as } = form;
  const find = firstOf(at);
  const findEach = each === undefined ? undefined : firstOf(each);
  const findTime = timeAt === undefined ? undefined : placeIn(timeAt);
  const named = typeof form.units === 'string' ? units[form.units] : form.units;
  const unitsIn = unitsOf(form, named);
  const excepted = new Set(form.except);
  const nameIn = name === undefined ? undefined : nameOf(name, form.with);
  return (message: Looked, { time, number: packet }: MessageArrival, device: Device): void => {
    const { budget, level } = message;
    const all = find(message);
    const { unitOf, isTold } = unitsIn(message);
    const to = command === undefined ? {} : { command: budget.filled(command, level) };
    const tell = (key: string, value: unknown, its: string | undefined) => {
      if (budget.isExceeded) return;
      const text = as === 'base64' ? hexOf(value) : budget.textOf(value);
      if (text === undefined) return;
      const said = gives === undefined ? { value: text, time, packet } : { [gives]: text };
      const known = device.parts.get(key);
      const has = its === undefined ? {} : { unit: its };
      // The device's own unit takes precedence.
      const about = { ...has, ...(known ?? { name: key }) };
      device.setPart(key, { ...about, ...(isTold(its) && has), ...to, ...said });
    };
    const readAll = (found: unknown, item: Looked): void => {
      if (!budget.takesValue() || found === undefined) return;
      if (nameIn !== undefined) {
        const key = nameIn(item);
        if (key === undefined) return;
        const its = unitOf.get(ANY) ?? unitOf.get(key) ?? unitOf.get(lastWord(key));
        // Keeps the digits of the message.
        tell(key, at === '' ? (message.text ?? found) : found, its);
        return;
      }
      const before = under === '' ? '' : `${budget.filled(under, level)}.`;
      for (const [key, value] of leavesOf(found, [], 1, budget)) {
        if (excepted.has(key[0] ?? '')) continue;
        const its = unitOf.get(key.join('.')) ?? unitOf.get(key.slice(1).join('.'));
        tell(`${before}${key.join('.')}`, value, its);
      }
    };
    if (findEach === undefined) readAll(all, message);
    else {
      const items = Array.from(budget.itemsOf(all), (value) => ({ ...message, value }));
      for (const item of findTime === undefined ? items : inTime(items, findTime)) {
        readAll(findEach(item), item);
      }
    }
  };
}

/** The name of a value; undefined without one of the texts that it consists of. */
function nameOf(name: string, paths: PartsForm['with'] = {}) {
  const places = namesIn(name).flatMap((one) => {
    const path = Object.hasOwn(paths, one) ? paths[one] : undefined;
    return path === undefined ? [] : [[one, finding(path)] as const];
  });
  return (item: Looked): string | undefined => {
    const { budget, level } = item;
    if (places.length === 0) return budget.filled(name, level);
    const texts = new Map(places.map(([one, place]) => [one, budget.textOf(place(item))]));
    if ([...texts.values()].some((text) => (text ?? '') === '')) return undefined;
    return budget.filled(name, (one) => texts.get(one) ?? level(one));
  };
}

/** Key of the unit of a value with `name`. */
const ANY = '';

/** Units by name, including those that the message itself gives. */
function unitsOf({ unit: all, with: paths = {} }: PartsForm, units: UnitsByName = {}) {
  // A `Map`, because a member may be named `constructor`.
  const unitOf: ReadonlyMap<string, string> = new Map([
    ...(all === undefined ? [] : [[ANY, all] as const]),
    ...Object.entries(units),
  ]);
  const named = Object.entries(paths).map(([key, path]) => [key, finding(path)] as const);
  if (named.length === 0) return () => ({ unitOf, isTold: () => false });
  return (message: Looked) => {
    const { budget } = message;
    const texts = new Map(named.map(([key, place]) => [key, budget.textOf(place(message))]));
    const told = new Set<string | undefined>();
    const filledUnits = [...unitOf].flatMap(([key, unit]) => {
      const asked = namesIn(unit);
      if (asked.length === 0) return [[key, unit] as const];
      const valueOf = (one: string) => texts.get(one) ?? message.level(one);
      if (asked.some((one) => (valueOf(one) ?? '') === '')) return [];
      const its = budget.filled(unit, valueOf);
      told.add(its);
      return [[key, its] as const];
    });
    return { unitOf: new Map(filledUnits), isTold: (its?: string) => told.has(its) };
  };
}

/** The part of a name after its last space or slash. */
const lastWord = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(' ')) + 1);

/** Oldest first; items without a time have the current one. */
function inTime(items: readonly Looked[], findTime: Find): readonly Looked[] {
  const timed = items.map((item) => {
    const time = numberIn(findTime(item));
    return { item, time: Number.isNaN(time) ? Number.MAX_VALUE : time };
  });
  return timed.sort((one, other) => one.time - other.time).map(({ item }) => item);
}

/** undefined if the text is not Base64. */
function hexOf(value: unknown): string | undefined {
  const parsed = typeof value === 'string' ? parseBase64(value.slice(0, MOST_BASE64)) : undefined;
  return parsed?.ok === true ? formatHex(parsed.bytes, parsed.bytes.length) : undefined;
}

type Leaf = readonly [key: readonly string[], value: unknown];

function* leavesOf(
  value: unknown,
  at: readonly string[],
  depth: number,
  budget: MessageBudget,
): Generator<Leaf> {
  for (const [key, member] of budget.membersOf(value)) {
    const here = [...at, key];
    const isObject = typeof member === 'object' && member !== null && !Array.isArray(member);
    if (depth < DEEPEST && isObject && !(member instanceof Decimal))
      yield* leavesOf(member, here, depth + 1, budget);
    else yield [here, member];
  }
}

/** Members of an object or an array; empty for other values. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value);
}

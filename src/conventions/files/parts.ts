/** Values of devices that topic forms find in messages. */

import { parseBase64 } from '../../base/base64.ts';
import { Decimal } from '../../base/decimal.ts';
import { formatHex } from '../../base/hex.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import { numberIn } from '../../payload/json/memberAt.ts';
import type { PartsForm } from './conventionFile.ts';
import type { MessageBudget } from './messageBudget.ts';
import { type Find, firstOf, type Looked, placeIn } from './paths.ts';

/** Members of members are separate parts down to this depth. */
const DEEPEST = 3;
/** Limit of Base64 characters that are read. */
const MOST_BASE64 = 400;

export function partsUpdate(form: PartsForm) {
  const { at, each, time: timeAt, name, under = '', unit, units = {}, command, gives, as } = form;
  const find = firstOf(at);
  const findEach = each === undefined ? undefined : firstOf(each);
  const findTime = timeAt === undefined ? undefined : placeIn(timeAt);
  // A `Map`, because a member may be named `constructor`.
  const unitOf = new Map(Object.entries(units));
  return (message: Looked, { time, number: packet }: MessageArrival, device: Device): void => {
    const { budget, level } = message;
    const all = find(message);
    const to = command === undefined ? {} : { command: budget.filled(command, level) };
    const tell = (key: string, value: unknown, its: string | undefined) => {
      if (budget.isExceeded) return;
      const text = as === 'base64' ? hexOf(value) : budget.textOf(value);
      if (text === undefined) return;
      const said = gives === undefined ? { value: text, time, packet } : { [gives]: text };
      const known = device.parts.get(key);
      // The device's own unit takes precedence.
      const about = { ...(its !== undefined && { unit: its }), ...(known ?? { name: key }) };
      device.setPart(key, { ...about, ...to, ...said });
    };
    const readAll = (found: unknown): void => {
      if (!budget.takesValue() || found === undefined) return;
      if (name !== undefined) {
        const key = budget.filled(name, level);
        const its = unit ?? unitOf.get(key) ?? unitOf.get(lastWord(key));
        // Keeps the digits of the message.
        tell(key, at === '' ? (message.text ?? found) : found, its);
        return;
      }
      const before = under === '' ? '' : `${budget.filled(under, level)}.`;
      for (const [key, value] of leavesOf(found, [], 1, budget)) {
        const its = unitOf.get(key.join('.')) ?? unitOf.get(key.slice(1).join('.'));
        tell(`${before}${key.join('.')}`, value, its);
      }
    };
    if (findEach === undefined) readAll(all);
    else {
      const items = Array.from(budget.itemsOf(all), (value) => ({ ...message, value }));
      for (const item of findTime === undefined ? items : inTime(items, findTime)) {
        readAll(findEach(item));
      }
    }
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

/** undefined if the text is no Base64. */
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

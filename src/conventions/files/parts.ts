/** Values of devices, as forms find them in messages. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import { parseBase64 } from '../../payload/base64.ts';
import { formatHex } from '../../payload/hex.ts';
import { plainText } from '../../payload/memberAt.ts';
import type { PartsForm } from './conventionFile.ts';
import { firstOf, type Looked } from './paths.ts';
import { filled } from './topicGrammar.ts';

/** Members of members are parts of their own down to this depth. */
const DEEPEST = 3;
/** Members of one message that are looked at. */
const MOST = 500;
/** Characters of base64 that are looked at. */
const MOST_BASE64 = 400;

export function partsTeller(form: PartsForm) {
  const { at, name, under = '', unit, units = {}, command, gives, as } = form;
  const find = firstOf(at);
  // A message's member may be called `constructor`.
  const unitOf = new Map(Object.entries(units));
  return (message: Looked, { time, number: packet }: MessageArrival, device: Device): void => {
    const found = find(message);
    if (found === undefined) return;
    const to = command === undefined ? {} : { command: filled(command, message.level) };
    const tell = (key: string, value: unknown, its: string | undefined) => {
      const text = as === 'base64' ? hexOf(value) : plainText(value);
      if (text === undefined) return;
      const said = gives === undefined ? { value: text, time, packet } : { [gives]: text };
      const known = device.parts.get(key);
      const about = { ...(its !== undefined && { unit: its }), ...to };
      device.tellPart(key, { ...(known ?? { name: key }), ...about, ...said });
    };
    if (name !== undefined) {
      // Its digits are those that it was written with.
      tell(filled(name, message.level), at === '' ? (message.text ?? found) : found, unit);
      return;
    }
    const before = under === '' ? '' : `${filled(under, message.level)}.`;
    for (const [key, value] of leavesOf(found, [], 1)) {
      const its = unitOf.get(key.join('.')) ?? unitOf.get(key.slice(1).join('.'));
      tell(`${before}${key.join('.')}`, value, its);
    }
  };
}

/** undefined: it is no base64. */
function hexOf(value: unknown): string | undefined {
  const parsed = typeof value === 'string' ? parseBase64(value.slice(0, MOST_BASE64)) : undefined;
  return parsed?.ok === true ? formatHex(parsed.bytes, parsed.bytes.length) : undefined;
}

type Leaf = readonly [key: readonly string[], value: unknown];

function leavesOf(value: unknown, at: readonly string[], depth: number): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const [key, member] of membersOf(value)) {
    if (leaves.length >= MOST) break;
    const here = [...at, key];
    const isDeep = depth < DEEPEST && typeof member === 'object' && member !== null;
    if (isDeep && !Array.isArray(member)) leaves.push(...leavesOf(member, here, depth + 1));
    else leaves.push([here, member]);
  }
  return leaves;
}

/** Of an object or an array; nothing else has any. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value);
}

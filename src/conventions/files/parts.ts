/** Values of devices, as forms find them in messages. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import { plainText } from '../../payload/memberAt.ts';
import type { PartsForm } from './conventionFile.ts';
import { finding, type Looked } from './paths.ts';
import { filled } from './topicGrammar.ts';

/** Members of members are parts of their own down to this depth. */
const DEEPEST = 3;
/** Members of one message that are looked at. */
const MOST = 500;

export function partsTeller(form: PartsForm) {
  const { at, name, unit, units = {}, command } = form;
  const find = finding(at);
  return (message: Looked, { time, number: packet }: MessageArrival, device: Device): void => {
    const found = find(message);
    if (found === undefined) return;
    const to = command === undefined ? {} : { command: filled(command, message.level) };
    const tell = (key: string, value: unknown, its: string | undefined) => {
      const text = plainText(value);
      const about = { ...(its !== undefined && { unit: its }), ...to };
      if (text !== undefined)
        device.tellPart(key, { name: key, value: text, time, packet, ...about });
    };
    if (name !== undefined) {
      tell(filled(name, message.level), found, unit);
      return;
    }
    for (const [key, value] of leavesOf(found, [], 1)) {
      const full = key.join('.');
      const its = units[full];
      tell(full, value, its);
    }
  };
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

/**
 * Collects the paths in payloads and the names of user properties for completion, with an example of each.
 */

import { quote } from '../../base/quoting.ts';
import type { Field } from '../../mqtt/dissect/dissection.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { isMissing } from '../../payload/tree/format.ts';
import { stepText, type ValueTree } from '../../payload/tree/valueTree.ts';
import type { PacketFacts } from '../filter/packetFacts.ts';
import type { PathSeen } from '../filter/syntax/complete.ts';
import { typeAt } from '../filter/typeSource.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

/** Overwrites secrets. */
const MASKED = '**';
const MOST = 500;
/** Maximum number of messages per topic. Frequent messages are mostly alike. */
const OF_A_TOPIC = 3;
/** Bytes; larger payloads are skipped. */
const LARGEST = 64 << 10;
/** Maximum number of values of a payload. */
const MOST_VALUES = 200;
const DEEPEST = 8;
/** Maximum number of elements of an array. */
const MOST_ELEMENTS = 32;
/** Characters. */
const LONGEST_PATH = 100;
const LONGEST_EXAMPLE = 32;
/** Packets between two checks of the clock. Few of them are decoded. */
const GROUP = 64;

/** @param isOther it leads through an element that is not the first of its array */
type Note = (path: PathSeen, isOther?: boolean) => void;

/** Reads the newest messages of each topic while there is time. */
export function payloadPathsSeen(capture: CaptureFacts, hasTime: () => boolean) {
  return seenIn(capture, hasTime, (facts, note) => {
    const payload = facts.payload();
    if (payload === undefined || payload.length > LARGEST) return;
    const found = payloadTree(payload, { chosen: facts.chosen?.() });
    if (found === undefined || isMissing(found) || found.tree === undefined) return;
    notePaths(found.tree, note);
  });
}

export function userPropertiesSeen(capture: CaptureFacts, hasTime: () => boolean) {
  return seenIn(capture, hasTime, (facts, note) => {
    if (facts.version === 5) noteProperties(facts.fields(), note);
  });
}

function seenIn(
  capture: CaptureFacts,
  hasTime: () => boolean,
  look: (facts: PacketFacts, note: Note) => void,
): readonly PathSeen[] {
  const { oldestNumber, nextNumber } = capture.log;
  const cursor = new PacketCursor(capture);
  const seen = new Map<string, PathSeen>();
  /** Kept apart, so that long arrays hide no other path. */
  const others = new Map<string, PathSeen>();
  const looked = new Map<number, number>();
  const note: Note = (path, isOther = false) => {
    const paths = isOther ? others : seen;
    const before = paths.get(path.text);
    if (before === undefined && paths.size >= MOST) return;
    // The newest message gives the example. A value is preferred to none.
    if (before === undefined || before.example === undefined) paths.set(path.text, path);
  };
  for (let number = nextNumber - 1; number >= oldestNumber; number -= 1) {
    if (number % GROUP === 0 && (!hasTime() || seen.size >= MOST)) break;
    if (!cursor.moveTo(number) || cursor.firstByte >> 4 !== PUBLISH) continue;
    const times = looked.get(cursor.topicId) ?? 0;
    if (times >= OF_A_TOPIC) continue;
    looked.set(cursor.topicId, times + 1);
    look(cursor.withoutSecrets(), note);
  }
  return [...seen.values(), ...others.values()];
}

/** A value and its path. */
interface At {
  readonly row: number;
  readonly path: string;
  readonly depth: number;
}

/** Visits the first element of each array, then the others. */
function notePaths(tree: ValueTree, note: Note): void {
  const later: At[] = [];
  let left = MOST_VALUES;
  const noteAt = ({ row, path, depth }: At, isOther: boolean): void => {
    left -= 1;
    if (left < 0 || path.length > LONGEST_PATH) return;
    note({ text: path, ...shownValue(tree, row) }, isOther);
    if (depth < DEEPEST) walk({ row, path, depth }, isOther);
  };
  const walk = ({ row, path, depth }: At, isOther: boolean): void => {
    let index = 0;
    for (const child of tree.childRows(row)) {
      const key = tree.key(child);
      if (left < 0 || (key === undefined && index >= MOST_ELEMENTS)) return;
      const at = { row: child, path: path + stepText(key ?? index), depth: depth + 1 };
      if (key === undefined && index > 0) later.push(at);
      else noteAt(at, isOther);
      index += 1;
    }
  };
  walk({ row: 0, path: 'payload', depth: 0 }, false);
  left = MOST_VALUES;
  for (let at = later.shift(); at !== undefined && left > 0; at = later.shift()) noteAt(at, true);
}

function shownValue(tree: ValueTree, row: number): Pick<PathSeen, 'type' | 'example'> {
  const value = tree.value(row);
  const source = tree.source(row, LONGEST_EXAMPLE + 1);
  const type = typeAt(tree, row);
  if (value === undefined) return { type, example: undefined };
  const isShown = !source.includes(MASKED);
  return { type, example: isShown ? shortened(source) : undefined };
}

function noteProperties(fields: readonly Field[], note: Note): void {
  for (const { name, children } of fields) {
    if (name !== 'mqtt.prop.user_property') {
      noteProperties(children, note);
      continue;
    }
    const valueOf = (part: string) => children.find((child) => child.name === part)?.value;
    const key = valueOf('mqtt.prop_key');
    const value = valueOf('mqtt.prop_value');
    if (typeof key !== 'string' || key.length > LONGEST_PATH || key.includes(MASKED)) continue;
    const isShown = typeof value === 'string' && !value.includes(MASKED);
    const example = isShown ? shortened(quote(value)) : undefined;
    note({ text: `user[${quote(key)}]`, type: 'text', example });
  }
}

function shortened(text: string): string {
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text;
}

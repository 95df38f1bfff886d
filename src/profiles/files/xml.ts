/** XML of MQTTX: an element for each member, repeated for each item of a list. The browser reads it. */

import { meant } from './formTexts.ts';
import type { ReadForm } from './readForm.ts';

const DEEPEST = 20;
const LISTS: ReadonlySet<string> = new Set(['messages', 'subscriptions']);

const BROKEN: ReadForm = { why: { key: 'broken-form', args: { form: 'xml', line: undefined } } };

export function readXml(text: string): ReadForm {
  // Declared entities may stand for anything of any size; MQTTX writes none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { why: { key: 'xml-entities', args: {} } };
  const page = new DOMParser().parseFromString(text.trimStart(), 'application/xml');
  if (page.querySelector('parsererror') !== null) return BROKEN;
  try {
    return { value: connectionsIn(page.documentElement) };
  } catch (error) {
    if (error instanceof TooDeep) return BROKEN;
    throw error;
  }
}

class TooDeep extends Error {}

/** Of one connection they are the root's own, of several each has an element. */
function connectionsIn(root: Element): readonly unknown[] {
  const own = [...root.children].filter(({ tagName }) => tagName === 'oneConnection');
  return (own.length === 0 ? [root] : own).map((element) => membersOf(element, 0));
}

function membersOf(element: Element, depth: number): object {
  if (depth > DEEPEST) throw new TooDeep();
  const members = new Map<string, unknown[]>();
  for (const child of element.children) {
    const { tagName } = child;
    const text = child.textContent ?? '';
    const value = child.children.length > 0 ? membersOf(child, depth + 1) : meant(tagName, text);
    const before = members.get(tagName);
    if (before === undefined) members.set(tagName, [value]);
    else before.push(value);
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, valueOf(name, values)]));
}

function valueOf(name: string, values: readonly unknown[]): unknown {
  const [first] = values;
  if (!LISTS.has(name)) return values.length === 1 ? first : values;
  // An empty list has an empty element.
  return values.flat().filter((value) => typeof value === 'object' && value !== null);
}

/**
 * Reads XML of MQTTX: an element for each member, repeated for each item of a list. Uses saxes, which needs
 * no DOM.
 */
import { SaxesParser } from 'saxes';
import { meant } from './formTexts.ts';
import type { ReadForm } from './importFacts.ts';

const DEEPEST = 20;
const LISTS: ReadonlySet<string> = new Set(['messages', 'subscriptions']);

interface Element {
  readonly name: string;
  readonly members: Map<string, unknown[]>;
  text: string;
}

const elementOf = (name: string): Element => ({ name, members: new Map(), text: '' });

class Broken extends Error {}

export function readXml(text: string): ReadForm {
  // Declared entities may expand to any size; MQTTX writes none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { why: { key: 'xml-entities', args: {} } };
  const parser = new SaxesParser({ position: true });
  const file = elementOf('');
  const open = [file];
  parser.on('error', (error) => {
    throw new Broken('', { cause: error });
  });
  parser.on('opentag', ({ name }) => {
    if (open.length > DEEPEST) throw new Broken();
    open.push(elementOf(name));
  });
  const add = (more: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const element = open.pop();
    const above = open.at(-1);
    if (element === undefined || above === undefined) return;
    const before = above.members.get(element.name);
    if (before === undefined) above.members.set(element.name, [valueOf(element)]);
    else before.push(valueOf(element));
  });
  try {
    parser.write(text.trimStart()).close();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { why: { key: 'broken-form', args: { form: 'xml', line: parser.line } } };
  }
  const root = file.members.values().next().value?.[0];
  const own: unknown = new Map(Object.entries(root ?? {})).get('oneConnection');
  // The members of a single connection belong to the root; several connections have an element each.
  return { value: own ?? root };
}

/** An element without children is a text. */
function valueOf({ name, members, text }: Element): unknown {
  if (members.size === 0) return meant(name, text);
  return Object.fromEntries(Array.from(members, ([key, values]) => [key, memberOf(key, values)]));
}

function memberOf(name: string, values: readonly unknown[]): unknown {
  const [first] = values;
  if (!LISTS.has(name)) return values.length === 1 ? first : values;
  // An empty list has an empty element.
  return values.flat().filter((value) => typeof value === 'object' && value !== null);
}

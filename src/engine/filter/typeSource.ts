/** Types of values in payloads, for filters such as `payload.temp is text`. */
import type { Steps } from '../../base/steps.ts';
import { isReadable } from '../../base/text.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { JsonPath } from '../../payload/json/jsonPath.ts';
import type { ValueType } from '../../payload/shape/valueTypes.ts';
import { isMissing } from '../../payload/tree/format.ts';
import { rowAt } from '../../payload/tree/valueAt.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';
import type { PacketFacts } from './packetFacts.ts';
import type { FieldReference } from './syntax/expression.ts';
import { readSteps, type ValueSource } from './valueSource.ts';

const TYPE_COST = 2000;
const OBJECT = 0x7b;

/** Its only value is the name of the type. */
export function typeSource(steps: FieldReference['steps'], budget: Steps): ValueSource {
  const typeOf = typeReader(steps, budget);
  return {
    cost: TYPE_COST,
    any: (facts, test) => {
      const type = typeOf(facts);
      return type !== undefined && test(type);
    },
  };
}

/** Reads the type of the value at a path. */
export function typeReader(steps: FieldReference['steps'], budget?: Steps) {
  const path = steps.length > 0 ? new JsonPath(steps) : undefined;
  return (facts: PacketFacts): ValueType | undefined => {
    const type = quickType(facts, path) ?? readType(facts, steps, budget);
    return type === 'none' ? undefined : type;
  };
}

/** Without building the values. undefined: the payload needs the full parser. */
function quickType(facts: PacketFacts, path: JsonPath | undefined): ValueType | 'none' | undefined {
  const isChosen = facts.chosen?.() !== undefined;
  if (path === undefined || isChosen || facts.payloadPlace === undefined) return undefined;
  const place = facts.payloadPlace();
  if (place === undefined) return 'none';
  const found = path.find(place.bytes, place.from, place.to);
  switch (found) {
    case 'unsure':
      return undefined;
    case 'nothing':
      return 'none';
    case 'container':
      return place.bytes[path.start] === OBJECT ? 'object' : 'array';
    case 'true':
    case 'false':
      return 'boolean';
    case 'null':
    case 'number':
    case 'text':
      return found;
  }
}

function readType(
  facts: PacketFacts,
  steps: FieldReference['steps'],
  budget: Steps | undefined,
): ValueType | undefined {
  if (budget?.take(readSteps(facts.size)) === false) return undefined;
  const payload = facts.payload();
  if (payload === undefined) return undefined;
  const found = payloadTree(payload, { chosen: facts.chosen?.() });
  const tree = isMissing(found) ? undefined : found?.tree;
  if (tree !== undefined) {
    const row = rowAt(tree, steps);
    return row === undefined ? undefined : typeAt(tree, row);
  }
  if (steps.length > 0 || payload.length === 0) return undefined;
  return isReadable(payload) ? 'text' : 'bytes';
}

export function typeAt(tree: ValueTree, row: number): ValueType {
  const kind = tree.tape.kind(row);
  if (kind === 'object' || kind === 'array') return kind;
  const value = tree.value(row);
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'number';
}

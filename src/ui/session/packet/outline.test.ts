import { expect, test } from 'vitest';
import { dissect } from '../../../mqtt/dissect.ts';
import { encode } from '../../../mqtt/encode.ts';
import type { Property } from '../../../mqtt/properties.ts';
import { type OutlineNode, outline } from './outline.ts';

const TRICK = 'ok\u202e \u0455top\u3164 ';
const SHOWN = 'ok⟨U+202E⟩ \u0455⟨U+0455⟩top⟨U+3164⟩␠';

function valuesOf(nodes: readonly OutlineNode[]): readonly string[] {
  return nodes.flatMap(({ value, children }) => [value, ...valuesOf(children)]);
}

test.each<[Property, string]>([
  [{ name: 'assignedClientIdentifier', value: TRICK }, SHOWN],
  [{ name: 'serverReference', value: TRICK }, SHOWN],
  [{ name: 'reasonString', value: TRICK }, SHOWN],
  [{ name: 'userProperty', value: [TRICK, TRICK] }, `${SHOWN} = ${SHOWN}`],
])('what a broker says in a property has nothing that cannot be seen (%#)', (property, shown) => {
  const bytes = encode(
    { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [property] },
    5,
  );
  const { fields } = dissect(bytes, { version: 5, sender: 'server' });
  const values = valuesOf(outline(fields, bytes));
  expect(values).toContain(shown);
  expect(values.join('\n')).not.toMatch(/[\u202e\u3164]|top ( |$)/m);
});

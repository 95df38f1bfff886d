import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRules } from '../faults/parseRules.ts';
import { parseControlMessage } from './parseControlMessage.ts';

const page = readFileSync(new URL('../../../docs/control.md', import.meta.url), 'utf8');
const [, documented = ''] = /```json\n(\{ "kind": "set-rules".*)\n```/.exec(page) ?? [];

function written(text: string): { readonly rules: unknown } {
  const command: unknown = JSON.parse(text);
  return { rules: Reflect.get(Object(command), 'rules') };
}

test.each([{}, { at: 'bridge' }, { at: 3 }])('rules are set as documented: %j', (place) => {
  const { rules } = written(documented);
  const command = { kind: 'set-rules', rules, ...place };
  const asked = { kind: 'ask', id: 1, command };
  expect(parseControlMessage(asked)).toEqual({ ok: true, message: asked });
  const network = { latency: { least: 300, most: 300 } };
  expect(parseRules(rules)).toEqual({ ok: true, rules: [], network });
});

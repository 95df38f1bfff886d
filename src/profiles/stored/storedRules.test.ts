/** Payload rules from a profile, possibly of another user. */
import { expect, test } from 'vitest';
import { MOST_RULES } from '../../payload/chains/rules.ts';
import { Fields, StoredError } from './storedFields.ts';
import { readRules } from './storedRules.ts';

const RULE = { filter: 'a/+', chain: 'json.data | base64' };
const FILE = { name: 'a.proto', text: 'message A {}' };

function read(stored: unknown): unknown {
  try {
    return readRules(new Fields(stored, 'payloads'));
  } catch (error) {
    if (error instanceof StoredError) return error.message;
    throw error;
  }
}

test('reads stored charts unchanged, and ignores other members', () => {
  const stored = { chains: [{ ...RULE, more: 1 }], files: [{ ...FILE, path: '/home' }], other: {} };
  expect(read(stored)).toEqual({ chains: [RULE], files: [FILE] });
  const held = { chains: [], files: [], schemas: [{ filter: 'a/#', schema: '{"type":' }] };
  expect(read(held)).toEqual(held);
  // An invalid chain is kept, because the dialog shows the error.
  const wrong = { chains: [{ filter: 'a', chain: 'nope(' }], files: [] };
  expect(read(wrong)).toEqual(wrong);
});

const long = (length: number) => 'x'.repeat(length);

test.each<[string, unknown, string]>([
  ['no list', { chains: RULE, files: [] }, 'payloads.chains'],
  ['no list of files', { chains: [], files: 'x' }, 'payloads.files'],
  ['a chain that is no text', { chains: [{ ...RULE, chain: 7 }], files: [] }, 'chain'],
  ['no filter', { chains: [{ chain: 'json' }], files: [] }, 'filter'],
  ['a file that is no text', { chains: [], files: [{ name: 'a', text: null }] }, 'text'],
  [
    'too long a chain',
    { chains: [{ ...RULE, chain: long(MOST_RULES.chain + 1) }], files: [] },
    'chain',
  ],
  [
    'too long a filter',
    { chains: [{ ...RULE, filter: long(MOST_RULES.filter + 1) }], files: [] },
    'filter',
  ],
  [
    'too long a name',
    { chains: [], files: [{ ...FILE, name: long(MOST_RULES.name + 1) }] },
    'name',
  ],
  [
    'too long a file',
    { chains: [], files: [{ ...FILE, text: long(MOST_RULES.text + 1) }] },
    'text',
  ],
  [
    'too many rules',
    { chains: Array.from({ length: MOST_RULES.rules + 1 }, () => RULE), files: [] },
    'chains',
  ],
  ['a schema that is no text', { chains: [], files: [], schemas: [{ filter: 'a' }] }, 'schema'],
  [
    'too long a schema',
    { chains: [], files: [], schemas: [{ filter: 'a', schema: long(MOST_RULES.text + 1) }] },
    'schema',
  ],
  [
    'too many files',
    { chains: [], files: Array.from({ length: MOST_RULES.files + 1 }, () => FILE) },
    'files',
  ],
])('%s is reported by its field, without its value', (_what, stored, field) => {
  const said = read(stored);
  expect(said).toMatch(new RegExp(`${field}[\\w.[\\]]* is not `));
  expect(said).not.toContain('xxx');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Edition, numbersInNames, SERVER_STATEMENTS } from './serverStatements.testkit.ts';

const OWN_NAME = 'serverStatements.test.ts';
const EDITIONS: readonly Edition[] = ['3.1', '3.1.1', '5.0'];

/** The tests of the broker, and of its sockets, which section 6 needs. */
function numbersOf(edition: Edition): ReadonlySet<string> {
  const all = new Set<string>();
  for (const module of ['.', '../../companion']) {
    const folder = join(import.meta.dirname, module);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      // Shared examples of several transports are tests, too.
      if (!/(\.test|Examples\.testkit)\.ts$/.test(name) || name === OWN_NAME) continue;
      const source = readFileSync(join(folder, name), 'utf8');
      for (const number of numbersInNames(source).get(edition) ?? []) all.add(number);
    }
  }
  return all;
}

describe('the normative statements about servers', () => {
  it.each(EDITIONS)('of MQTT %s each have a test with their number', (edition) => {
    const tested = numbersOf(edition);
    const missing = SERVER_STATEMENTS[edition].filter((number) => !tested.has(number));
    expect(missing).toEqual([]);
  });

  it('are read only from the names of tests', () => {
    const source = [
      "it('does one thing [MQTT-3.1.0-1, 3.1.2-3 to 3.1.2-5; 3.1.1: 3.1.0-2]', () => {",
      '// [MQTT-3.1.0-2]',
      "['in 3.1.1 only [3.1.1: MQTT-3.3.5-2]', 1],",
      "it('in 3.1 [3.1: 3.8, A]')",
    ].join('\n');
    const numbers = numbersInNames(source);
    expect([...(numbers.get('5.0') ?? [])]).toEqual(['3.1.0-1', '3.1.2-3', '3.1.2-4', '3.1.2-5']);
    expect([...(numbers.get('3.1.1') ?? [])]).toEqual(['3.1.0-2', '3.3.5-2']);
    expect([...(numbers.get('3.1') ?? [])]).toEqual(['3.8', 'A']);
  });
});

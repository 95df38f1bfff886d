/** Checks that the companion accepts the command lines of systemd units and of the container. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { longName } from '../cli/options.ts';
import { pageText } from '../cli/optionTables.testkit.ts';
import { parseCommandLine } from './commandLine.ts';
import { COMPANION } from './companionOptions.ts';

const PAGE = pageText('operate.md');
const MAIN = '/opt/mqttscope/dist/companion/main.js';
const KNOWN = new Set(Object.values(COMPANION.options).map(({ flags }) => longName(flags)));

const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );

/** Arguments after the program. */
function argumentsIn(words: readonly string[]): readonly string[] {
  const at = words.indexOf(MAIN);
  if (at < 0) throw new Error(`${words.join(' ')} runs another program.`);
  return words.slice(at + 1);
}

const listIn = (json: string): readonly string[] => {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error(`${json} is no list.`);
  return list.map(String);
};

/** Commands of each unit and its overrides. */
const STARTS = blocks('ini').flatMap((unit) =>
  [...unit.matchAll(/^ExecStart=(.+)$/gm)].map(([, line = '']) => line.split(' ')),
);

const rootFile = (name: string): string =>
  readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const COMPOSE = rootFile('compose.yaml');
const [, ENTRY = '[]'] = /^ENTRYPOINT (\[.+\])$/m.exec(rootFile('Dockerfile')) ?? [];
const [, COMMAND = ''] = /^ {2}mqttscope:\n[^]*? {4}command: (.+)$/m.exec(COMPOSE) ?? [];
/** Command lines of the container, alone and with Compose. */
const ENTRIES = [listIn(ENTRY), [...listIn(ENTRY), ...COMMAND.split(' ')]];

test('the documents show the unit as it is delivered', () => {
  const unit = new URL('../../../docs/systemd/mqttscope.service', import.meta.url);
  expect(blocks('ini')).toContain(readFileSync(unit, 'utf8'));
});

test('a system call outside the list fails instead of ending the service', () => {
  const [unit = ''] = blocks('ini');
  expect(unit).toMatch(/^SystemCallFilter=@system-service @pkey$/m);
  expect(unit).toMatch(/^SystemCallErrorNumber=EPERM$/m);
});

test('the documents have a unit and an override', () => {
  expect(STARTS).toHaveLength(2);
});

test('ports of the container are published for this machine only', () => {
  const compose = [...COMPOSE.matchAll(/^ +ports: (\[.+\])$/gm)].flatMap(([, json = '']) =>
    listIn(json),
  );
  const documented = [...PAGE.matchAll(/(?<=^docker run .*)-p (\S+)/gm)].map(([, port]) => port);
  expect([compose.length, documented.length]).toEqual([2, 2]);
  for (const port of [...compose, ...documented]) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('the container needs no configured users', () => {
  for (const words of ENTRIES) {
    const parsed = parseCommandLine(argumentsIn(words), {
      version: '1.2.3',
      users: '',
      token: undefined,
      print: () => undefined,
    });
    expect(parsed).toMatchObject({ madeUser: ['mqttscope', expect.any(String)] });
  }
});

describe.each([...STARTS, ...ENTRIES].map((words) => [words.join(' '), words] as const))(
  '%s',
  (_line, words) => {
    test('has only documented options', () => {
      const options = argumentsIn(words).filter((word) => word.startsWith('-') && word !== '-');
      expect(options.length).toBeGreaterThan(0);
      expect(options.filter((option) => !KNOWN.has(option))).toEqual([]);
    });

    test('is a valid command line', () => {
      const parsed = parseCommandLine(argumentsIn(words), {
        version: '1.2.3',
        users: 'ann:secret',
        token: undefined,
        print: () => undefined,
      });
      expect(parsed).not.toBe('answered');
    });
  },
);

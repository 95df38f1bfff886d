/**
 * Checks that the walkthrough in docs/alibaba.md has the same commands for PowerShell as for other shells.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Command, statementsOf } from './powershell.testkit.ts';

/** Values of the variables in both variants. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ['$signed.password', 'PASSWORD'],
  ['$TOKEN', 'TOKEN'],
  ['$HTTP', '8080'],
  ['$MQTT', '1883'],
]);

const withValues = (word: string): string =>
  [...VALUES].reduce((text, [name, value]) => text.replaceAll(name, value), word);

/** Pairs of consecutive blocks for the two shells. */
function pairsOf(page: string): readonly { readonly bash: string; readonly powershell: string }[] {
  const text = readFileSync(path.join(import.meta.dirname, '../docs', page), 'utf8');
  const pairs = text.matchAll(/^```bash\n([^]*?)^```\n\n```powershell\n([^]*?)^```$/gm);
  return Array.from(pairs, ([, bash = '', powershell = '']) => ({ bash, powershell }));
}

/** Arguments that bash passes to programs: a line for each program, its words separated by tabs. */
function toldByBash(script: string): readonly (readonly string[])[] {
  const stubs = ['npm', 'node', 'mosquitto_sub', 'curl', 'sudo'].map(
    (name) => `${name}() { (IFS=$'\\t'; echo "${name}	$*" >&2); echo 'password PASSWORD'; }`,
  );
  const values = 'TOKEN=TOKEN HTTP=8080 MQTT=1883 PASSWORD=PASSWORD';
  const mqttscope = 'mqttscope() { node dist/companion/main.js "$@"; }';
  const all = [...stubs, mqttscope, values, script].join('\n');
  const told = execFileSync('bash', ['-c', `{ ${all}\n} 2>&1 >/dev/null`]).toString();
  return told
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['npm.cmd', 'npm'],
  [String.raw`C:\Program Files\mosquitto\mosquitto_sub.exe`, 'mosquitto_sub'],
]);

function toldByPowerShell(script: string): readonly (readonly string[])[] {
  const commands = statementsOf(script).flatMap(({ pipeline }) => pipeline);
  return commands.flatMap(({ words: [program = '', ...words] }): readonly string[][] => {
    const rest = words.map(withValues);
    if (program === 'mqttscope') return [['node', 'dist/companion/main.js', ...rest]];
    const known = PROGRAMS.get(program);
    return known === undefined ? [] : [[known, ...rest]];
  });
}

const PAGES = ['alibaba.md', 'alibaba.zh.md'] as const;

describe.each(PAGES)('%s', (page) => {
  test('both shells pass the same arguments to every program', () => {
    const pairs = pairsOf(page);
    const programs = pairs.flatMap(({ powershell }) =>
      toldByPowerShell(powershell).map(([program]) => program),
    );
    expect(programs).toEqual(['npm', 'npm', 'node', 'node', 'mosquitto_sub', 'node']);
    expect(pairs).toHaveLength(7);
    for (const { bash, powershell } of pairs) {
      const told = toldByPowerShell(powershell);
      // The bash variant prints text, the PowerShell variant uses --json.
      const plain = told.map((words) =>
        bash.includes('sed -n') ? words.filter((word) => word !== '--json') : words,
      );
      const expected = toldByBash(bash).filter(
        ([program = '']) => program !== '' && !['sudo', 'curl'].includes(program),
      );
      expect(plain).toEqual(expected);
    }
  });

  test('the request is the same', () => {
    const { bash, powershell } = pairsOf(page).find((one) => one.bash.includes('curl')) ?? {
      bash: '',
      powershell: '',
    };
    const [request = []] = toldByBash(bash);
    const [statement] = statementsOf(powershell);
    const [command, shown]: readonly (Command | undefined)[] = statement?.pipeline ?? [];
    const words = (command?.words ?? []).map(withValues);
    expect(words.slice(0, 3)).toEqual(['Invoke-RestMethod', '-Method', 'Post']);
    expect(words[words.indexOf('-Body') + 1]).toBe(request[request.indexOf('-d') + 1]);
    expect(words.at(-1)).toBe(request.at(-1));
    expect(words[words.indexOf('-Headers') + 1]).toBe('@{ Authorization = "Bearer TOKEN" }');
    expect(request).toContain('Authorization: Bearer TOKEN');
    // PowerShell would show objects as a list; the page shows JSON.
    expect(shown?.words).toEqual(['ConvertTo-Json', '-Compress']);
  });
});

test('both pages have the same commands', () => {
  const [english, chinese] = PAGES.map((page) =>
    pairsOf(page).map(({ bash, powershell }) => (bash + powershell).replaceAll(/#.*$/gm, '')),
  );
  expect(chinese).toEqual(english);
});

describe('detects text that one of both would interpret differently', () => {
  test.each([
    ['npm start -- --alibaba', 'npm.cmd'],
    ['curl http://x', 'something else'],
    ['node x --json \\\n  --y', 'backslash'],
    ['node x `\n\n', 'followed by nothing'],
    ['node x && node y', '5.1'],
    ['node x --body \'{"a":1}\'', 'quotation marks'],
    ["node x ''", 'empty word'],
    ["npm.cmd run x 'a&b'", 'read by cmd'],
    ['node x a|b', 'Outside'],
    ['node x -p:80', 'two words'],
    ['node x a,b', 'Outside'],
    ['node x "$HTTP:1"', 'scope'],
    ['node x ', 'blanks'],
  ])('%s', (text, why) => {
    expect(() => {
      const statements = statementsOf(text);
      // A pipe would change what the next program reads.
      if (statements.some(({ pipeline }) => pipeline.length > 1)) throw new Error('Outside');
    }).toThrow(why);
  });
});

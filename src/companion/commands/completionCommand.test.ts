import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { type CliTexts, cli } from '../../i18n/cli/en/texts.ts';
import { cli as chinese } from '../../i18n/cli/zh/texts.ts';
import { longName } from '../cli/options.ts';
import { COMPANION } from '../serve/companionOptions.ts';
import { allCommands, SUBCOMMANDS } from './commands.ts';
import { runCompletion } from './completionCommand.ts';

async function scriptFor(shell: string, texts: CliTexts = cli): Promise<string> {
  const output = new PassThrough();
  const at = { output, notice: () => undefined, texts, version: '1.2.3' };
  expect(await runCompletion([shell], at, () => allCommands(COMPANION))).toBe(0);
  return String(output.read());
}

/** Completes the last word as bash does; an equals sign is a word. */
async function completedInBash(...words: readonly string[]): Promise<readonly string[]> {
  const quoted = ['mqttscope', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${await scriptFor('bash')}
COMP_WORDS=(${quoted}) COMP_CWORD=${words.length}
_mqttscope
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

it.each([
  [['pro'], ['problems']],
  [['--no'], ['--no-demo', '--no-broker', '--no-bridge']],
  [
    ['serve', '--tls-c'],
    ['--tls-cert', '--tls-client-ca'],
  ],
  [
    ['--tls-user-name', ''],
    ['cn', 'san'],
  ],
  [['record', '--format', 'p'], ['pcapng']],
  [
    ['record', '--format', '='],
    ['mqttscope', 'pcapng', 'ndjson', 'csv'],
  ],
  [['record', '--format', '=', 'cs'], ['csv']],
  [['dissect', '--js'], ['--json']],
  [['help', 'ta'], ['tap']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  // File names, which bash completes.
  [['dissect', ''], []],
  [['run', '--', 'npm', '--'], []],
])('bash completes %j', async (words, completed) => {
  expect(await completedInBash(...words)).toEqual(completed);
});

it('bash completes all commands', async () => {
  const names = SUBCOMMANDS.map(({ name }) => name);
  expect(await completedInBash('')).toEqual(['serve', ...names, 'help']);
});

it.each(['bash', 'zsh', 'fish'])('%s completes each option of each command', async (shell) => {
  const script = await scriptFor(shell);
  for (const { options } of await allCommands(COMPANION)) {
    for (const { flags } of Object.values(options)) {
      const name = longName(flags).slice(2);
      expect(script).toMatch(new RegExp(`(?:--|-l )${name}[^\\w-]`));
    }
  }
});

it('descriptions are in the language of help, and quotes do not end them', async () => {
  expect(await scriptFor('fish', chinese)).toContain(chinese.help.dissect.about);
  const quote = "device's";
  const texts = { ...cli, help: { ...cli.help, health: { ...cli.help.health, about: quote } } };
  expect(await scriptFor('fish', texts)).toContain("-d 'device\\'s'");
  expect(await scriptFor('zsh', texts)).toContain("'health:device'\\''s'");
});

it('rejects other shells', async () => {
  await expect(scriptFor('tcsh')).rejects.toThrow('SHELL must be bash, zsh or fish, not "tcsh".');
});

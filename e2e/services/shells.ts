/** Completes commands in zsh and fish, and formats the manual page, if they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BIN } from '../kit/peers/companion.ts';
import { type Outcome, ROOT } from '../run/step.ts';

const run = (program: string, args: readonly string[], input = ''): string => {
  const { stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    input,
    timeout: 60_000,
  });
  return error === undefined ? stdout + stderr : String(error);
};

const scriptFor = (shell: string): string => run(process.execPath, [BIN, 'completion', shell]);

/** A command line as typed with Tab, and the words that follow from it. */
const LINES: readonly (readonly [typed: string, words: string])[] = [
  ['mqttscope dis\t', 'dissect'],
  ['mqttscope record --form\tcs\t', 'record --format=csv'],
  ['mqttscope --no-de\t', '--no-demo'],
  ['mqttscope help re\t', 'help record'],
  ['mqttscope completion fi\t', 'completion fish'],
  ['mqttscope dissect --key-log=/etc/hostn\t', 'dissect --key-log=/etc/hostname'],
];

/** `zsh` completes only at a terminal. */
function zsh(folder: string): readonly string[] {
  const file = path.join(folder, 'mqttscope.zsh');
  writeFileSync(file, scriptFor('zsh'));
  const typed = LINES.map(([line]) => `zpty -w shell $'${line.replaceAll('\t', '\\t')}'\n`).join(
    '',
  );
  const said = run('zsh', [
    '-fc',
    `zmodload zsh/zpty
zpty shell zsh -fi
zpty -w shell 'autoload -Uz compinit; compinit -u -d ${folder}/dump; source ${file}; mqttscope() { print -r -- "<$*>" }'
${typed}zpty -w shell exit
zpty -r shell`,
  ]);
  return LINES.map(([, words]) => `<${words}>`).filter((words) => !said.includes(words));
}

/** `complete -C` prints what the last word could be. */
function fish(folder: string): readonly string[] {
  const file = path.join(folder, 'mqttscope.fish');
  writeFileSync(file, scriptFor('fish'));
  const expected: readonly (readonly [typed: string, first: string])[] = [
    ['mqttscope dis', 'dissect\t'],
    ['mqttscope record --format=cs', '--format=csv\t'],
    ['mqttscope --no-de', '--no-demo\t'],
    ['mqttscope help re', 'record'],
    ['mqttscope dissect --key-log /etc/hostn', '/etc/hostname'],
  ];
  return expected
    .filter(([typed, first]) => {
      const said = run('fish', ['-c', `source ${file}; complete -C '${typed}'`]);
      return !said.startsWith(first) || said.trimEnd().includes('\n');
    })
    .map(([typed]) => typed);
}

/** troff reports what it does not understand. */
function man(): readonly string[] {
  const page = run('man', ['--warnings', '-l', path.join(ROOT, 'docs/mqttscope.1')]);
  const isGood = page.startsWith('MQTTSCOPE(1)') && page.includes('\n       --tls-cert <file>\n');
  return isGood && !/^troff|warning:/m.test(page) ? [] : [page.slice(0, 500)];
}

export function checkShells(): readonly Outcome[] {
  return [zsh, fish, man].map((check) => {
    const started = Date.now();
    const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-shell-'));
    const wrong = check(folder);
    rmSync(folder, { recursive: true });
    const failed = wrong.length > 0 ? 1 : 0;
    console.log(failed ? `✗ ${check.name}: ${wrong.join('; ')}` : `✓ ${check.name}`);
    const seconds = (Date.now() - started) / 1000;
    return { name: check.name, passed: 1 - failed, failed, seconds };
  });
}

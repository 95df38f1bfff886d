/** Reads the shell commands of README and the documents. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../run/step.ts';

const documents = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));

export const PAGES: readonly string[] = [
  'README.md',
  'README.zh.md',
  'CONTRIBUTING.md',
  ...documents('docs'),
  ...documents('docs/how-to'),
];

interface Block {
  readonly language: string;
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    text: code,
  }));
}

/** Commands of a script, without comments, continued lines joined. */
function commandsIn(script: string): readonly string[] {
  return script
    .replaceAll(/ *\\\n */g, ' ')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)# .*$/, '').trim())
    .filter((line) => line !== '');
}

/** Commands in the `sh` blocks of a page. */
export const commandsOf = (page: string): readonly string[] =>
  blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => commandsIn(text));

const PROGRAM = /^(?:mqttscope|npm|npx|node|curl|mosquitto_\w+|tshark|docker|systemctl|sudo) /m;

/** Blocks that begin with a program but are not marked as a shell script. */
export const unmarkedBlocks = (page: string): readonly string[] =>
  blocksOf(page)
    .filter(({ language, text }) => language === '' && PROGRAM.test(text))
    .map(({ text }) => `${page}: ${text}`);

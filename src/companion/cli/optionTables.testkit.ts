/** Writes the tables of subcommands and options into the documents: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { help } from '../../i18n/cli/en/help.ts';
import { SUBCOMMANDS } from '../commands/commands.ts';
import { COMPANION } from '../serve/companionOptions.ts';
import { described } from './optionParser.ts';
import type { CommandSpec, OptionList } from './options.ts';

/** The companion and all subcommands. */
export const COMMANDS: readonly [CommandSpec<OptionList>, ...CommandSpec<OptionList>[]] = [
  COMPANION,
  ...(await Promise.all(SUBCOMMANDS.map(async ({ load }) => (await load())[0]))),
];

const DOCS = new URL('../../../docs/', import.meta.url);
export const PAGES = ['cli.md', 'serve.md'] as const;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function tableOf(name: string): string {
  const spec = COMMANDS.find((one) => one.help === name);
  if (spec === undefined) throw new Error(`There is no command ${name}`);
  const texts: Readonly<Record<string, string>> = help[spec.help].options;
  const rows = Object.entries(spec.options).map(([key, { flags, facts }]) => {
    const text = described(texts[key] ?? '', facts);
    return `| \`${cell(flags)}\` | ${cell(text)} |`;
  });
  return ['', '| option | meaning |', '| --- | --- |', ...rows, '', ''].join('\n');
}

function subcommandTable(): string {
  const rows = SUBCOMMANDS.map(
    ({ name, usage }) => `| \`${cell(`${name} ${usage}`)}\` | ${cell(help[name].about)} |`,
  );
  return ['', '| subcommand | what it does |', '| --- | --- |', ...rows, '', ''].join('\n');
}

export const pageText = (page: string): string => readFileSync(new URL(page, DOCS), 'utf8');

/** Returns the page with up-to-date tables. */
export function withTables(page: string): string {
  return pageText(page).replace(
    /(<!-- (?:options of (\w+)|subcommands): npm run docs -->\n)[^]*?(<!-- end of \w+ -->)/g,
    (_all, begin: string, name: string | undefined, end: string) =>
      `${begin}${name === undefined ? subcommandTable() : tableOf(name)}${end}`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const page of PAGES) writeFileSync(new URL(page, DOCS), withTables(page));
}

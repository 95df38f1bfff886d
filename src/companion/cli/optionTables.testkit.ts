/** Writes the tables of subcommands and options into the documents: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type CliTexts, cli } from '../../i18n/cli/en/texts.ts';
import { cli as chinese } from '../../i18n/cli/zh/texts.ts';
import { allCommands, SUBCOMMANDS } from '../commands/commands.ts';
import { COMPANION } from '../serve/companionOptions.ts';
import { described } from './optionParser.ts';

/** The companion and all subcommands. */
export const COMMANDS = await allCommands(COMPANION);

const DOCS = new URL('../../../docs/', import.meta.url);
export const PAGES = ['cli.md', 'serve.md', 'alibaba.zh.md'] as const;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const HEADS: ReadonlyMap<CliTexts, readonly [option: string, subcommand: string]> = new Map([
  [cli, ['| option | meaning |', '| subcommand | what it does |']],
  [chinese, ['| 选项 | 含义 |', '| 子命令 | 作用 |']],
]);

function tableOf(name: string, say: CliTexts): string {
  const spec = COMMANDS.find(({ help }) => help === name);
  if (spec === undefined) throw new Error(`There is no command ${name}`);
  const texts: Readonly<Record<string, string>> = say.help[spec.help].options;
  const rows = Object.entries(spec.options).map(([key, { flags, facts }]) => {
    const text = described(texts[key] ?? '', facts, say.frame);
    return `| \`${cell(flags)}\` | ${cell(text)} |`;
  });
  const [head = ''] = HEADS.get(say) ?? [];
  return ['', head, '| --- | --- |', ...rows, '', ''].join('\n');
}

function subcommandTable(say: CliTexts): string {
  const rows = SUBCOMMANDS.map(
    ({ name, usage }) => `| \`${cell(`${name} ${usage}`)}\` | ${cell(say.help[name].about)} |`,
  );
  const [, head = ''] = HEADS.get(say) ?? [];
  return ['', head, '| --- | --- |', ...rows, '', ''].join('\n');
}

export const pageText = (page: string): string => readFileSync(new URL(page, DOCS), 'utf8');

/** Returns the page with up-to-date tables. */
export function withTables(page: string): string {
  const say = page.endsWith('.zh.md') ? chinese : cli;
  return pageText(page).replace(
    /(<!-- (?:options of (\w+)|subcommands): npm run docs -->\n)[^]*?(<!-- end of \w+ -->)/g,
    (_all, begin: string, name: string | undefined, end: string) =>
      `${begin}${name === undefined ? subcommandTable(say) : tableOf(name, say)}${end}`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const page of PAGES) writeFileSync(new URL(page, DOCS), withTables(page));
}

/** The manual page, derived from the texts and options of help: `npm run options`. */
import { cli } from '../../i18n/cli/en/texts.ts';
import { readVersion } from '../version.ts';
import { described } from './optionParser.ts';
import type { CommandSpec, OptionList } from './options.ts';

/** Text for troff: a backslash is an escape, and a dot or quote at the beginning of a line is a request. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&');

const bold = (text: string): string => `\\fB${escaped(text)}\\fP`;

/** Paragraphs. Indented lines are commands or tables, and keep their line breaks. */
const paragraphs = (text: string): string =>
  text
    .trim()
    .replace(/\n{2,}/g, '\n.PP\n')
    .split('\n')
    .map((line) => (line === '.PP' ? line : escaped(line)))
    .join('\n')
    .replace(/(?:^ .*\n?)+/gm, (lines) => `.nf\n${lines.trimEnd()}\n.fi\n`);

const entries = (listed: readonly (readonly [term: string, text: string])[]): string =>
  listed.map(([term, text]) => `.TP\n${bold(term)}\n${escaped(text)}\n`).join('');

function section({ help, args, options }: CommandSpec<OptionList>): string {
  const { about, after, ...texts } = cli.help[help];
  const ofArgs: Readonly<Record<string, string>> = texts.args;
  const ofOptions: Readonly<Record<string, string>> = texts.options;
  const name = help === 'companion' ? '[serve]' : help;
  return [
    `.SS mqttscope ${escaped([name, cli.frame.optionsPlace, ...args].join(' '))}`,
    escaped(about),
    entries([
      ...args.map((arg) => [arg, ofArgs[arg.slice(1, -1)] ?? ''] as const),
      ...Object.entries(options).map(
        ([key, { flags, facts }]) =>
          [flags, described(ofOptions[key] ?? '', facts, cli.frame)] as const,
      ),
    ]) + `.PP\n${paragraphs(after)}`,
    '',
  ].join('\n');
}

export const manPage = (commands: readonly CommandSpec<OptionList>[]): string =>
  `.TH MQTTSCOPE 1 "" "mqttscope ${readVersion()}"
.SH NAME
mqttscope \\- inspect MQTT: broker, recorder, and judge of packets
.SH SYNOPSIS
.B mqttscope
[\\fBserve\\fP] [options]
.br
.B mqttscope
COMMAND [arguments]
.SH DESCRIPTION
${escaped(cli.frame.moreHelp)}
.SH COMMANDS
${commands.map(section).join('')}`;

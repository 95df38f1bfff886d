/** Code shared by subcommands. */
import type { Writable } from 'node:stream';
import type { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { type Answered, type Parsed, parse } from './optionParser.ts';
import { type CommandSpec, flag, type OptionList } from './options.ts';
import type { Progress } from './progress.ts';

export interface CommandSurroundings {
  /** For results only. */
  readonly output: Writable;
  readonly notice: (text: string) => void;
  readonly texts: CliTexts;
  readonly version: string;
  readonly progress?: Progress;
}

/** Option of subcommands that read or write captures. */
export const WITH_SECRETS = flag('--with-secrets');

/** Throws `UsageError`. */
export function parseSubcommand<Options extends OptionList>(
  spec: CommandSpec<Options>,
  argv: readonly string[],
  { output, version }: CommandSurroundings,
): Parsed<Options> | Answered {
  return parse(spec, argv, { version, print: (text) => output.write(text) });
}

/** Prints a file's notes after reading it. */
export function printNotes(
  { notes }: GroupedNotes,
  { note }: Lines['files'],
  notice: CommandSurroundings['notice'],
): void {
  for (const { fact } of notes) notice(note(fact));
}

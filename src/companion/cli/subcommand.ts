/** What the subcommands have in common. */
import type { Writable } from 'node:stream';
import type { GatheredNotes } from '../../engine/files/events/gatheredNotes.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { type Answered, type Parsed, parse } from './optionParser.ts';
import { type CommandSpec, flag, type OptionList } from './options.ts';
import type { Progress } from './progress.ts';

export interface CommandSurroundings {
  /** For results, and nothing else. */
  readonly output: Writable;
  readonly notice: (text: string) => void;
  readonly texts: CliTexts;
  readonly version: string;
  readonly progress?: Progress;
}

/** Of those that read captures or make them. */
export const WITH_SECRETS = flag('--with-secrets');

/** Throws `UsageError`. */
export function parseSubcommand<Options extends OptionList>(
  spec: CommandSpec<Options>,
  argv: readonly string[],
  { output, texts, version }: CommandSurroundings,
): Parsed<Options> | Answered {
  return parse(spec, argv, { texts, version, print: (text) => output.write(text) });
}

/** What a file says of itself, once it is read. */
export function tellNotes(
  { notes }: GatheredNotes,
  { note }: Lines['files'],
  notice: CommandSurroundings['notice'],
): void {
  for (const { fact } of notes) notice(note(fact));
}

/** `mqttscope completion SHELL`: prints the script with which a shell completes commands, options and values. */
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { LANGUAGE } from '../cli/language.ts';
import { type CommandSpec, choice, command, type OptionList } from '../cli/options.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { type Completed, type CompletedOption, SHELL_SCRIPTS } from './shellScripts.ts';

export const COMPLETION = command('completion', ['<SHELL>'], { lang: LANGUAGE });

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/**
 * Throws `UsageError`.
 * @param specs loads the companion and all subcommands
 */
export async function runCompletion(
  argv: readonly string[],
  surroundings: CommandSurroundings,
  specs: () => Promise<readonly CommandSpec<OptionList>[]>,
): Promise<number> {
  const parsed = parseSubcommand(COMPLETION, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const shell = choice(SHELLS).read(parsed.args[0] ?? '', 'SHELL');
  surroundings.output.write(SHELL_SCRIPTS[shell](completed(await specs(), surroundings.texts)));
  return EXIT.done;
}

/** Returns all commands, the companion first. */
function completed(
  specs: readonly CommandSpec<OptionList>[],
  { frame, help }: CliTexts,
): readonly Completed[] {
  const version = option('-V, --version', frame.version);
  const commands = specs.map((spec): Completed => {
    const texts: Readonly<Record<string, string>> = help[spec.help].options;
    return {
      name: spec.help === 'companion' ? 'serve' : spec.help,
      about: help[spec.help].about,
      words: spec.help === 'completion' ? SHELLS : [],
      options: [
        ...Object.entries(spec.options).map(([key, { flags, facts }]) => ({
          ...option(flags, texts[key] ?? ''),
          choices: facts.choices ?? [],
          repeats: facts.repeats === true,
        })),
        option('-h, --help', frame.help),
        ...(spec.help === 'companion' ? [version] : []),
      ],
    };
  });
  const words = commands.map(({ name }) => name);
  return [...commands, { name: 'help', about: frame.helpAbout, words, options: [] }];
}

/** @param flags `-o, --output <FILE>` */
function option(flags: string, text: string): CompletedOption {
  const [, isOptional, value] = /([<[])(.+)[>\]]$/.exec(flags) ?? [];
  return {
    names: flags.replace(/ .[^-].*/, '').split(', '),
    text,
    value,
    isOptional: isOptional === '[',
    choices: [],
    repeats: false,
  };
}

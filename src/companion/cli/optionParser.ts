/** Parses the command line by the options' descriptions, and prints `--help` and usage errors. */
import { Command, CommanderError, Option } from 'commander';
import { frame, help as helpTexts } from '../../i18n/cli/en/help.ts';
import { UsageError } from './errors.ts';
import type { CommandSpec, Given, OptionFacts, OptionList, Values } from './options.ts';
import { foreignOption, isBrokerAddress, suggestedOption } from './suggestedOption.ts';

export interface ParserSurroundings {
  readonly version: string;
  readonly print: (text: string) => void;
}

/** Help or the version was requested and has been printed. */
export type Answered = 'answered';

export interface Parsed<Options extends OptionList> {
  readonly args: readonly string[];
  readonly values: Values<Options>;
}

/** Throws `UsageError`. */
export function parse<Options extends OptionList>(
  spec: CommandSpec<Options>,
  argv: readonly string[],
  surroundings: ParserSurroundings,
): Parsed<Options> | Answered {
  const given = new Map<string, Given[]>();
  const program = commanderOf(spec, surroundings, given);
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'answered';
    throw refusalOf(error, program);
  }
  if (spec.args.at(-1) === COMMAND) checkCommand(program.args, argv);
  const unfilled = spec.args.find((name, at) => name.startsWith('<') && program.args[at] === '');
  if (unfilled !== undefined) {
    throw new UsageError((say) => say.noArgument(unfilled.slice(1, -1).replace('...', '')));
  }
  // An unexpected argument of the companion is an unknown subcommand.
  const isList = spec.args.at(-1)?.includes('...') === true;
  if (program.args.length > spec.args.length && !isList && spec.help !== 'companion') {
    const [alone = ''] = program.args.slice(spec.args.length);
    const suggested = suggestedOption(alone, spec.options);
    throw new UsageError((say) =>
      say.tooManyArguments(spec.args.length, program.args.length, suggested),
    );
  }
  return { args: program.args, values: valuesOf(spec.options, given) };
}

/** Another program's command line, which may have options of its own. */
const COMMAND = '<COMMAND...>';

/** Rejects an option without the `--` that shows whose it is. Throws `UsageError`. */
function checkCommand(words: readonly string[], argv: readonly string[]): void {
  const [program = '', ...others] = words;
  if (argv.at(-words.length - 1) === '--') return;
  if (isBrokerAddress(program)) throw new UsageError((say) => say.addressForCommand());
  const [, option] = /^(-[^=]+)/.exec(others.find((word) => /^-./.test(word)) ?? '') ?? [];
  if (option !== undefined) throw new UsageError((say) => say.optionOfCommand(option));
}

type GivenOptions = ReadonlyMap<string, readonly Given[]>;

/**
 * Each value has the type of its description. The signature states for all options what `read` states for
 * each.
 */
function valuesOf<Options extends OptionList>(
  options: Options,
  given: GivenOptions,
): Values<Options>;
function valuesOf(options: OptionList, given: GivenOptions): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, { read }]) => [key, read(given.get(key) ?? [])]),
  );
}

/** Each option is one line where no terminal limits its length, so that `grep` finds all of it. */
const PIPED_HELP_WIDTH = 120;

/** Creates the parser of a command. It passes values to `given`, by option name. */
function commanderOf(
  { help, args, options }: CommandSpec<OptionList>,
  { version, print }: ParserSurroundings,
  given: Map<string, Given[]>,
): Command {
  const said: HelpTexts = helpTexts[help];
  const program = new Command(`mqttscope ${help === 'companion' ? '[serve]' : help}`)
    .description(said.about)
    .usage([frame.optionsPlace, ...args].join(' '))
    .helpOption('-h, --help', frame.help)
    .addHelpText('after', said.after)
    .allowExcessArguments(true)
    .passThroughOptions(args.at(-1) === COMMAND)
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => process.stdout.columns ?? PIPED_HELP_WIDTH,
    })
    .action(() => undefined);
  if (help === 'companion') program.version(version, '-V, --version', frame.version);
  for (const name of args) program.argument(name, said.args[name.slice(1, -1)] ?? '');
  for (const [key, { flags, facts }] of Object.entries(options)) {
    const option = new Option(flags, described(said.options[key] ?? '', facts));
    program.addOption(option);
    program.on(`option:${option.name()}`, (text: unknown) => {
      // The value was forgotten. The parser would take `--` as the value.
      if (text === '--') throw new UsageError((say) => say.noValue(flags));
      given.set(key, [...(given.get(key) ?? []), typeof text === 'string' ? text : true]);
    });
  }
  return program;
}

interface HelpTexts {
  readonly about: string;
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly after: string;
}

/** An option's text, followed by its default, range and choices. */
export function described(text: string, facts: OptionFacts): string {
  const { range, choices, usually, isNeeded, repeats } = facts;
  const parts = [
    ...(isNeeded ? [frame.needed] : []),
    ...(range ? [frame.range(...range)] : []),
    ...(choices ? [frame.choices(choices)] : []),
    ...(usually === undefined ? [] : [frame.usually(usually)]),
    ...(repeats ? [frame.repeats] : []),
  ];
  return parts.length === 0 ? text : frame.bracketed(text, parts);
}

/** The description of an option is not a secret, and may contain an equals sign. */
const flagsIn = (message: string): string => /'(.*)'/.exec(message)?.[1] ?? '';

/** Messages for errors that the parser reports; text after an equals sign may be a secret. */
function refusalOf({ code, message }: CommanderError, { options }: Command): UsageError {
  const [, quoted = ''] = /'([^'=]*)/.exec(message) ?? [];
  const known = options.flatMap(({ long }) => long ?? []);
  const similar =
    foreignOption(quoted, known) ?? /Did you mean (?:one of )?(.*)\?/.exec(message)?.[1];
  switch (code) {
    case 'commander.unknownOption':
      return known.includes(quoted)
        ? new UsageError((say) => say.takesNoValue(quoted))
        : new UsageError((say) => say.unknownOption(quoted, similar));
    case 'commander.optionMissingArgument':
      return new UsageError((say) => say.noValue(flagsIn(message)));
    case 'commander.missingArgument':
      return new UsageError((say) => say.noArgument(quoted));
    default:
      return new UsageError((say) => say.notUnderstood());
  }
}

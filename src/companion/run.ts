/** Runs the program from its arguments to its exit code. */
import { printable } from '../base/printable.ts';
import { refusals } from '../i18n/cli/en/refusals.ts';
import { continueUnread, ENDED_BY_PIPE, endWhenUnread } from './cli/closedPipe.ts';
import { inEnglish, type Notice, StartError, UnreadError, UsageError } from './cli/errors.ts';
import { EXIT } from './cli/exitCodes.ts';
import { chooseLanguage, cliTexts } from './cli/language.ts';
import { Progress } from './cli/progress.ts';
import { SUBCOMMANDS } from './commands/commands.ts';
import { overview } from './commands/overview.ts';
import { noSubcommand, parseCommandLine } from './serve/commandLine.ts';
import type { Companion, CompanionOptions } from './serve/companionSetup.ts';
import { readVersion } from './version.ts';

/**
 * Runs the named subcommand or starts the companion. Its addresses, token and demo devices go to standard
 * output, everything else to standard error. Resolves when everything listens (or help was printed); failures
 * set the exit code.
 */
export async function run(
  words: readonly string[],
  app: CompanionOptions['app'],
): Promise<Companion | undefined> {
  continueUnread(process.stderr);
  const { language, argv: asked } = chooseLanguage(words, process.env);
  let helpName: string | undefined;
  try {
    hideSecrets(words);
    const given = withoutHelpCommand(asked);
    helpName = SUBCOMMANDS.find(({ name }) => name === given[0])?.name;
    const isServe = given[0] === 'serve';
    const argv = isServe ? given.slice(1) : given;
    if (isServe || given[0]?.startsWith('-') === true) helpName = 'serve';
    const version = readVersion();
    const tell: Notice = (said) => notice(inEnglish(said));
    endWhenUnread(process.stdout, tell);
    if (!isServe && argv.length === 1 && /^(?:-h|--help)$/.test(argv[0] ?? '')) {
      process.stdout.write(overview());
      return undefined;
    }
    const subcommand = SUBCOMMANDS.find(({ name }) => name === argv[0]);
    if (subcommand) {
      const [, runIt] = await subcommand.load();
      const texts = await cliTexts(language);
      const surroundings = { output: process.stdout, notice, texts, version, progress };
      const code = await runIt(argv.slice(1), surroundings);
      if (typeof code === 'number' && code > 0) process.exitCode = code;
      return undefined;
    }
    const parsed = parseCommandLine(argv, {
      version,
      users: process.env['MQTTSCOPE_USERS'],
      brokers: process.env['MQTTSCOPE_BROKERS'],
      token: process.env['MQTTSCOPE_TOKEN'],
      print: (text) => process.stdout.write(text),
    });
    if (parsed === 'answered') return undefined;
    const { serve } = await import('./serve/serve.ts');
    return await serve(parsed, { app, version, tell, report: (error) => report(error, helpName) });
  } catch (error) {
    process.exitCode = report(error, helpName);
    return undefined;
  }
}

/** Other users see a program's arguments unless it sets a title. */
function hideSecrets(argv: readonly string[]): void {
  if (argv.some((word) => SECRET_OPTION.test(word))) process.title = 'mqttscope';
}

const SECRET_OPTION = /^--(user|token|password|device-secret|product-secret|secret)(=|$)/;

/** `help dissect` is `dissect --help`. */
function withoutHelpCommand(argv: readonly string[]): readonly string[] {
  const [first, name, ...rest] = argv;
  if (first !== 'help') return argv;
  if (name === undefined) return ['--help'];
  const isKnown = name === 'serve' || SUBCOMMANDS.some((one) => one.name === name);
  if (rest.length > 0 || !isKnown) throw noSubcommand([name, ...rest].join(' '));
  return [name, '--help'];
}

const progress = new Progress(process.stderr);

/** Prints to standard error. File names, client identifiers and broker texts may contain control characters. */
function notice(text: string): void {
  progress.clear();
  process.stderr.write(`mqttscope: ${printable(text)}\n`);
}

/** @param helpName subcommand whose help explains the arguments */
function report(error: unknown, helpName: string | undefined): number {
  if (error instanceof UsageError) {
    notice(refusals.seeHelp(error.message, helpName));
    return EXIT.wrongArguments;
  }
  if (error instanceof UnreadError) return ENDED_BY_PIPE;
  if (error instanceof StartError) notice(error.message);
  else for (const line of stackOf(error)) notice(line);
  return EXIT.failed;
}

const stackOf = (error: unknown): readonly string[] =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');

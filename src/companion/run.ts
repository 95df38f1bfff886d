/** Runs the program from its arguments to its exit code. */
import { printable } from '../base/printable.ts';
import type { CliTexts } from '../i18n/cli/en/texts.ts';
import { ENDED_BY_PIPE, endWhenUnread } from './cli/closedPipe.ts';
import { type Notice, StartError, UnreadError, UsageError } from './cli/errors.ts';
import { chooseLanguage, cliTexts } from './cli/language.ts';
import { Progress } from './cli/progress.ts';
import type { CommandSurroundings } from './cli/subcommand.ts';
import { noSubcommand, parseCommandLine } from './serve/commandLine.ts';
import type { Companion, CompanionOptions } from './serve/companionSetup.ts';
import { readVersion } from './version.ts';

/**
 * Runs the named subcommand or starts the companion. Its addresses, token and demo devices go to standard
 * output, everything else to standard error. Resolves when everything listens (or help was printed); failures
 * set the exit code.
 */
export async function run(
  given: readonly string[],
  app: CompanionOptions['app'],
): Promise<Companion | undefined> {
  hideSecrets(given);
  const { language, argv: asked } = chooseLanguage(given, process.env);
  try {
    const argv = withoutHelpCommand(asked);
    const version = readVersion();
    const texts = await cliTexts(language);
    const tell: Notice = (said) => notice(said(texts.refusals));
    endWhenUnread(process.stdout, tell);
    const load = SUBCOMMANDS.get(argv[0] ?? '');
    if (load) {
      const subcommand = await load();
      const code = await subcommand(argv.slice(1), {
        output: process.stdout,
        notice,
        texts,
        version,
        progress,
      });
      if (typeof code === 'number' && code > 0) process.exitCode = code;
      return undefined;
    }
    const parsed = parseCommandLine(argv, {
      texts,
      version,
      users: process.env['MQTTSCOPE_USERS'],
      token: process.env['MQTTSCOPE_TOKEN'],
      print: (text) => process.stdout.write(text),
    });
    if (parsed === 'answered') return undefined;
    const { serve } = await import('./serve/serve.ts');
    return await serve(parsed, { app, version, tell, report: (error) => report(error, texts) });
  } catch (error) {
    process.exitCode = report(error, await cliTexts(language));
    return undefined;
  }
}

/** Other users see a program's arguments unless it sets a title. */
function hideSecrets(argv: readonly string[]): void {
  if (argv.some((word) => SECRET_OPTION.test(word))) process.title = 'mqttscope';
}

const SECRET_OPTION = /^--(user|token|password|device-secret|product-secret|secret)(=|$)/;

/** Resolves to an exit code other than 0 if needed. */
type Subcommand = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<unknown>;

/** Subcommands and the companion are loaded on demand, because none needs another. */
const SUBCOMMANDS: ReadonlyMap<string, () => Promise<Subcommand>> = new Map<
  string,
  () => Promise<Subcommand>
>([
  ['dissect', async () => (await import('./captures/dissectCommand.ts')).runDissect],
  ['problems', async () => (await import('./captures/problemsCommand.ts')).runProblems],
  ['convert', async () => (await import('./captures/convertCommand.ts')).runConvert],
  ['record', async () => (await import('./record/recordCommand.ts')).runRecord],
  ['tap', async () => (await import('./tap/tapCommand.ts')).runTap],
  ['extcap', async () => (await import('./tap/extcapCommand.ts')).runExtcap],
  ['passwd', async () => (await import('./access/passwdCommand.ts')).runPasswd],
  ['sign', async () => (await import('./platform/signCommand.ts')).runSign],
  ['verify', async () => (await import('./platform/verifyCommand.ts')).runVerify],
]);

/** `help dissect` is `dissect --help`. */
function withoutHelpCommand(argv: readonly string[]): readonly string[] {
  const [first, subcommand, ...rest] = argv;
  if (first !== 'help') return argv;
  if (subcommand === undefined) return ['--help'];
  if (!SUBCOMMANDS.has(subcommand) || rest.length > 0)
    throw noSubcommand([subcommand, ...rest].join(' '));
  return [subcommand, '--help'];
}

const progress = new Progress(process.stderr);

/** Prints to standard error. File names, client identifiers and broker texts may contain control characters. */
function notice(text: string): void {
  progress.clear();
  process.stderr.write(`mqttscope: ${printable(text)}\n`);
}

function report(error: unknown, { refusals }: CliTexts): number {
  if (error instanceof UsageError) {
    notice(refusals.seeHelp(error.said(refusals)));
    return 2;
  }
  if (error instanceof UnreadError) return ENDED_BY_PIPE;
  if (error instanceof StartError) notice(error.said(refusals));
  else for (const line of stackOf(error)) notice(line);
  return 1;
}

const stackOf = (error: unknown): readonly string[] =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');

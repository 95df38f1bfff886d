/** One run of the program, from its arguments to its end. */
import { parseCommandLine } from './commandLine.ts';
import { type Companion, type CompanionOptions, startCompanion } from './companion.ts';
import { runConvert } from './convertCommand.ts';
import { runDissect } from './dissectCommand.ts';
import { StartError, UsageError } from './errors.ts';
import { openInBrowser } from './openInBrowser.ts';
import { runPasswd } from './passwdCommand.ts';
import { runProblems } from './problemsCommand.ts';
import { runRecord } from './recordCommand.ts';
import { readSettings } from './settings.ts';
import { runSign } from './signCommand.ts';
import type { CommandSurroundings } from './subcommand.ts';
import { runVerify } from './verifyCommand.ts';
import { readVersion } from './version.ts';

/**
 * Runs the subcommand that is named, or starts the companion; its addresses, its token and its demo devices go to standard output, everything else to standard error.
 * Resolves when everything listens (or help was printed); failures set the exit code.
 */
export async function run(
  argv: readonly string[],
  app: CompanionOptions['app'],
): Promise<Companion | undefined> {
  try {
    const version = readVersion();
    const subcommand = SUBCOMMANDS.get(argv[0] ?? '');
    if (subcommand) {
      const code = await subcommand(argv.slice(1), { output: process.stdout, notice, version });
      if (typeof code === 'number' && code > 0) process.exitCode = code;
      return undefined;
    }
    const parsed = parseCommandLine(argv, {
      version,
      users: process.env['MQTTSCOPE_USERS'],
      token: process.env['MQTTSCOPE_TOKEN'],
      print: (text) => process.stdout.write(text),
    });
    if (parsed === 'answered') return undefined;
    const settings = await readSettings(parsed);
    const companion = await startCompanion({ ...settings, app, appVersion: version, notice });
    endOnSignals(companion);
    printAddresses(companion);
    if (parsed.open) openInBrowser(companion.app, notice);
    return companion;
  } catch (error) {
    process.exitCode = report(error);
    return undefined;
  }
}

/** Resolves to its exit code where that is not 0. */
type Subcommand = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<unknown>;

const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['dissect', runDissect],
  ['problems', runProblems],
  ['convert', runConvert],
  ['record', runRecord],
  ['passwd', runPasswd],
  ['sign', runSign],
  ['verify', runVerify],
]);

function notice(text: string): void {
  process.stderr.write(`mqttscope: ${text}\n`);
}

function printAddresses(companion: Companion): void {
  const lines = [`app ${companion.app}`];
  if (companion.mqtt !== undefined) lines.push(`mqtt ${companion.mqtt}`);
  if (companion.ws !== undefined) lines.push(`ws ${companion.ws}`);
  if (companion.madeToken !== undefined) lines.push(`token ${companion.madeToken}`);
  for (const { productKey, deviceName, deviceSecret } of companion.madeDevices) {
    lines.push(`device ${productKey} ${deviceName} ${deviceSecret}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    notice(`${error.message} See --help.`);
    return 2;
  }
  if (error instanceof StartError) notice(error.message);
  else notice(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** How long the end may take; a hanging connection must not keep the process. */
const ENDING_MILLISECONDS = 2_000;

/** Further signals are ignored: under npm, Ctrl+C arrives twice. */
function endOnSignals(companion: Companion): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), ENDING_MILLISECONDS).unref();
    companion.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.exit(report(error));
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

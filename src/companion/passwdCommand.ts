/** `mqttscope passwd FILE NAME`: writes a user and a hash of the password for `--users FILE`. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { StartError, systemCode, systemReason } from './errors.ts';
import { checkUserName, replaceFile, withUserLine } from './passwordFile.ts';
import { formatHash, hashPassword, type ScryptCost, USUAL_COST } from './scryptHash.ts';
import { readPassword } from './secretInput.ts';
import { type CommandSurroundings, parseSubcommand } from './subcommand.ts';

const AFTERWORD = `
The password is asked for on a terminal, without showing it, and else read from standard input. It is
never an argument, where every program of this machine could read it. FILE is made where there is
none; only its owner may read it. Hand it over with: mqttscope --users FILE

Exit codes: 0 written, 1 FILE cannot be read or written or has no such user, 2 wrong arguments.`;

export interface PasswdSurroundings extends CommandSurroundings {
  /** Gets the password; undefined: from standard input. */
  readonly password?: () => Promise<string>;
  readonly cost?: ScryptCost;
}

/** Throws `UsageError`, `StartError`. */
export async function runPasswd(
  argv: readonly string[],
  surroundings: PasswdSurroundings,
): Promise<void> {
  const command = new Command('mqttscope passwd')
    .description('Writes a user with the hash of a password (scrypt) to a file for --users.')
    .argument('<FILE>', 'file of users, made where there is none')
    .argument('<NAME>', 'name of the user')
    .option('--delete', 'take the user out of the file')
    .allowExcessArguments(false)
    .addHelpText('after', AFTERWORD);
  if (!parseSubcommand(command, argv, surroundings)) return;
  const [path = '', name = ''] = command.args;
  const { delete: isDeletion = false } = command.opts<{ delete?: true }>();
  checkUserName(name);
  const before = await readBefore(path, isDeletion);
  // What is wrong with the file should be known before a password is asked for.
  const without = withUserLine(before, path, name, undefined);
  if (isDeletion) {
    if (without === undefined) throw new StartError(`${path} has no user ${JSON.stringify(name)}.`);
    await replaceFile(path, without);
    surroundings.notice(`User ${JSON.stringify(name)} is no longer in ${path}.`);
    return;
  }
  const ask =
    surroundings.password ??
    (() => readPassword(process.stdin, (text) => process.stderr.write(text)));
  const hash = formatHash(await hashPassword(await ask(), surroundings.cost ?? USUAL_COST));
  await replaceFile(path, withUserLine(before, path, name, hash) ?? '');
  surroundings.notice(
    `User ${JSON.stringify(name)} is in ${path}${without === undefined ? '' : ' with a new password'}.`,
  );
}

async function readBefore(path: string, mustBeThere: boolean): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !mustBeThere) return '';
    throw new StartError(`Cannot read ${path}: ${systemReason(error)}.`);
  }
}

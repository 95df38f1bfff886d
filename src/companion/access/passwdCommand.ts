/** `mqttscope passwd FILE NAME`: writes a user and a hash of the password for `--users FILE`. */
import { readFile } from 'node:fs/promises';
import { passwd } from '../../i18n/cli/en/prompts.ts';
import { STANDARD_INPUT } from '../captures/captureInput.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import { command, flag } from '../cli/options.ts';
import { readPassword } from '../cli/secretInput.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { systemCode } from '../cli/systemCode.ts';
import { checkUserName, replaceFile, withUserLine } from './passwordFile.ts';
import { formatScram, hashForScram } from './scramHash.ts';
import { formatHash, hashPassword, type ScryptCost, USUAL_COST } from './scryptHash.ts';

export const PASSWD = command('passwd', ['<FILE>', '<NAME>'], {
  delete: flag('--delete'),
  scram: flag('--scram'),
  lang: LANGUAGE,
});

export interface PasswdSurroundings extends CommandSurroundings {
  /** Supplies the password; undefined: standard input. */
  readonly password?: () => Promise<string>;
  readonly cost?: ScryptCost;
}

/** Throws `UsageError`, `StartError`. */
export async function runPasswd(
  argv: readonly string[],
  surroundings: PasswdSurroundings,
): Promise<void> {
  const parsed = parseSubcommand(PASSWD, argv, surroundings);
  if (parsed === 'answered') return;
  const [path = '', name = ''] = parsed.args;
  const isDeletion = parsed.values.delete;
  checkUserName(name);
  const isTyped = surroundings.password !== undefined || process.stdin.isTTY;
  if (!isDeletion && !isTyped) await refuseSameFile({ inputs: [STANDARD_INPUT], outputs: [path] });
  const before = await readBefore(path, isDeletion);
  // Reports faults of the file before the password prompt.
  const without = withUserLine(before, path, name, undefined);
  if (isDeletion) {
    if (without === undefined) throw new StartError((say) => say.noSuchUser(path, name));
    await replaceFile(path, without);
    surroundings.notice(passwd.deleted(name, path));
    return;
  }
  const ask =
    surroundings.password ??
    (() => readPassword(process.stdin, (text) => process.stderr.write(text)));
  const password = await ask();
  const hash = parsed.values.scram
    ? formatScram(await hashForScram(password))
    : formatHash(await hashPassword(password, surroundings.cost ?? USUAL_COST));
  await replaceFile(path, withUserLine(before, path, name, hash) ?? '');
  surroundings.notice(passwd.written(name, path, without === undefined));
}

async function readBefore(path: string, mustBeThere: boolean): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !mustBeThere) return '';
    throw new StartError((say) => say.cannotRead(path, systemReason(error, say)));
  }
}

/** All commands, as their options describe them. */
import { COMPANION } from './companionOptions.ts';
import { CONVERT } from './convertCommand.ts';
import { DISSECT } from './dissectCommand.ts';
import { EXTCAP } from './extcapCommand.ts';
import type { CommandSpec, OptionList } from './options.ts';
import { PASSWD } from './passwdCommand.ts';
import { PROBLEMS } from './problemsCommand.ts';
import { RECORD } from './recordCommand.ts';
import { SIGN } from './signCommand.ts';
import { TAP } from './tapOptions.ts';
import { VERIFY } from './verifyCommand.ts';

export const COMMANDS: readonly CommandSpec<OptionList>[] = [
  COMPANION,
  DISSECT,
  PROBLEMS,
  CONVERT,
  RECORD,
  TAP,
  EXTCAP,
  PASSWD,
  SIGN,
  VERIFY,
];

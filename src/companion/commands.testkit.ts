/** All commands with their options' descriptions. */

import { PASSWD } from './access/passwdCommand.ts';
import { CONVERT } from './captures/convertCommand.ts';
import { DISSECT } from './captures/dissectCommand.ts';
import { PROBLEMS } from './captures/problemsCommand.ts';
import type { CommandSpec, OptionList } from './cli/options.ts';
import { SIGN } from './platform/signCommand.ts';
import { VERIFY } from './platform/verifyCommand.ts';
import { RECORD } from './record/recordCommand.ts';
import { COMPANION } from './serve/companionOptions.ts';
import { EXTCAP } from './tap/extcapCommand.ts';
import { TAP } from './tap/tapOptions.ts';

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

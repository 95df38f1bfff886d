/** What the command line says to people in Chinese, by the keys of `../en/texts.ts`. */
import type { CliTexts } from '../en/texts.ts';
import { convertHelp, dissectHelp, problemsHelp, recordHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import { frame } from './frame.ts';
import { refusals } from './refusals.ts';
import { passwdHelp, signHelp, verifyHelp } from './signInHelp.ts';

export const cli: CliTexts = {
  frame,
  help: {
    companion: companionHelp,
    dissect: dissectHelp,
    problems: problemsHelp,
    convert: convertHelp,
    record: recordHelp,
    passwd: passwdHelp,
    sign: signHelp,
    verify: verifyHelp,
  },
  refusals,
};

/** What the command line says to people in English. What is made for programs is in no dictionary. */
import { convertHelp, dissectHelp, problemsHelp, recordHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import { frame } from './frame.ts';
import { refusals } from './refusals.ts';
import { passwdHelp, signHelp, verifyHelp } from './signInHelp.ts';

export const cli = {
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

/** What another language has to fill. */
export type CliTexts = typeof cli;

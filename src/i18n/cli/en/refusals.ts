/**
 * Errors of the program, and messages while it runs. Every start loads them: the messages of errors and the
 * entries of the event log are in English in any language.
 */
import { asked } from './askedRefusals.ts';
import { files } from './fileRefusals.ts';
import { notices } from './notices.ts';
import { reasons } from './reasons.ts';
import { signIn } from './signInRefusals.ts';

export const refusals = { ...asked, ...files, ...reasons, ...signIn, ...notices };

/** The type that other languages must implement. */
export type Refusals = typeof refusals;

/**
 * Why the program does not do what it was asked for, and what it tells while it runs. Every start reads
 * these: the messages of errors, and what the event log has of them, are English in any language.
 */
import { asked } from './askedRefusals.ts';
import { files } from './fileRefusals.ts';
import { notices } from './notices.ts';
import { reasons } from './reasons.ts';
import { signIn } from './signInRefusals.ts';

export const refusals = { ...asked, ...files, ...reasons, ...signIn, ...notices };

/** What another language has to fill. */
export type Refusals = typeof refusals;

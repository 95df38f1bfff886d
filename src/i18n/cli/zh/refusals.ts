/** Errors of the program. */
import type { Refusals } from '../en/refusals.ts';
import { asked } from './askedRefusals.ts';
import { files } from './fileRefusals.ts';
import { notices } from './notices.ts';
import { reasons } from './reasons.ts';
import { signIn } from './signInRefusals.ts';

export const refusals: Refusals = { ...asked, ...files, ...reasons, ...signIn, ...notices };

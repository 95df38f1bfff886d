/** Right answers to sign-in logs whose signature is right. */
import type { Situation } from './situations.testkit.ts';

export type Right = Situation['right'];

/** @param code of CONNACK @param by the library or module that says so */
export const refused = (code: number, by?: string): Right => ({
  stage: 'connack',
  code,
  ...(by !== undefined && { by }),
  signature: 'right',
  exit: 3,
});

export const at = (stage: Right['stage'], by?: string): Right => ({
  ...(stage !== undefined && { stage }),
  ...(by !== undefined && { by }),
  signature: 'right',
  exit: 0,
});

export const accepted = (by?: string): Right => ({ ...at('connack', by), code: 0 });

export const of = (name: string, log: string, right: Right): Situation => ({ name, log, right });

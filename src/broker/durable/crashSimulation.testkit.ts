/** The simulation with a broker that is killed again and again, at any byte of what it writes. */
import { type Outcome, simulate } from '../core/simulation.testkit.ts';
import { Fate, type Life, mortal } from './mortalBroker.testkit.ts';

/** ms of virtual time in which everybody publishes. */
const STORM = 500;
/** It lives on after that: also while what is left goes to its subscribers it may die. */
const AFTER = 2500;

const WILLS = /^(.*): (\d+) wills were due, (\d+) came\.$/;

/** Nobody is told that a goodbye, or the end of a connection, is kept. */
function isExcused(line: string, fate: Fate): boolean {
  const [, name = '', due, came] = WILLS.exec(line) ?? [];
  return Math.abs(Number(due) - Number(came)) <= fate.excused(name);
}

export function simulateCrashes(
  seed: number,
  faults: Pick<Life, 'isRash' | 'loses'> = {},
  storm = STORM,
): Outcome & { readonly fate: Fate } {
  const fate = new Fate();
  const MadeOf = mortal({ ...faults, fate, until: storm + AFTER });
  const outcome = simulate(seed, undefined, MadeOf, undefined, storm);
  return { ...outcome, broken: outcome.broken.filter((line) => !isExcused(line, fate)), fate };
}

/** Test kit: the simulation with a broker that is killed repeatedly, at any byte of its output. */
import { type Outcome, simulate } from '../core/simulation.testkit.ts';
import { CrashRecord, type Life, mortal } from './mortalBroker.testkit.ts';

/** ms of virtual time during which all clients publish. */
const STORM = 500;
/** It runs on after that, and may also crash while delivering the rest. */
const AFTER = 2500;

const WILLS = /^(.*): (\d+) wills were due, (\d+) came\.$/;

/** A client never learns that its DISCONNECT, or the end of its connection, is durable. */
function isExcused(line: string, crashRecord: CrashRecord): boolean {
  const [, name = '', due, came] = WILLS.exec(line) ?? [];
  return Math.abs(Number(due) - Number(came)) <= crashRecord.excused(name);
}

export function simulateCrashes(
  seed: number,
  faults: Pick<Life, 'isRash' | 'loses'> = {},
  storm = STORM,
): Outcome & { readonly crashRecord: CrashRecord } {
  const crashRecord = new CrashRecord();
  const MadeOf = mortal({ ...faults, crashRecord, until: storm + AFTER });
  const outcome = simulate(seed, undefined, MadeOf, undefined, storm);
  return {
    ...outcome,
    broken: outcome.broken.filter((line) => !isExcused(line, crashRecord)),
    crashRecord,
  };
}

/** Tests the four answers in real sign-in situations. */
import { expect, test } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { readLog } from './readLog.ts';
import { PRODUCT_SECRET, SECRET, SITUATIONS } from './situations.testkit.ts';
import { SOURCE_LOGS } from './sourceLogs.testkit.ts';
import { exitCodeOf, isCheckable, missingFields, verdictOf } from './verdict.ts';

function answersTo(log: string) {
  const { found, reading } = readLog(log);
  const { clientId = '', userName = '', password = '' } = found;
  const known = {
    deviceSecret: SECRET,
    productSecret: PRODUCT_SECRET,
    timestamps: found.timestamps,
    clientIds: found.clientIds,
  };
  const diagnosis = isCheckable(reading.kind)
    ? diagnose({ clientId, userName, password }, known)
    : undefined;
  const verdict = verdictOf(reading.kind, diagnosis, {
    hasProductSecret: true,
    missing: missingFields(found),
  });
  const { outcome } = reading;
  return {
    stage: outcome?.stage,
    code: outcome?.code,
    by: [outcome?.by.kind, outcome?.by.name],
    breaks: reading.broken.map(({ key }) => key),
    signature: verdict.state,
    kind: reading.kind,
    mistake: verdict.mistake?.mistake,
    exit: exitCodeOf(verdict, reading),
  };
}

test.each([...SITUATIONS, ...SOURCE_LOGS])('$name', ({ log, right }) => {
  const { by, ...answers } = answersTo(log);
  const expected = {
    stage: undefined,
    code: undefined,
    breaks: [],
    kind: 'signature',
    mistake: undefined,
    ...right,
  };
  const { by: speaker, ...rest } = expected;
  expect(answers).toEqual(rest);
  expect(by).toContain(speaker ?? by[0]);
});

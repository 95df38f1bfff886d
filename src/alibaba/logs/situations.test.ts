/** Tests the four answers in real sign-in situations. */
import { expect, test } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { CLIENT_LOGS } from './clientLogs.testkit.ts';
import { FIELD_LOGS } from './fieldLogs.testkit.ts';
import { NUMBER_LOGS } from './numberLogs.testkit.ts';
import { OTHER_LOGS } from './otherLogs.testkit.ts';
import { PROGRAM_LOGS } from './programLogs.testkit.ts';
import { readLog } from './readLog.ts';
import { REFUSAL_LOGS } from './refusalLogs.testkit.ts';
import { REPORTED_LOGS } from './reportedLogs.testkit.ts';
import { PRODUCT_SECRET, SECRET, SITUATIONS } from './situations.testkit.ts';
import { VARIANTS } from './variants.testkit.ts';
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

test.each([
  ...SITUATIONS,
  ...VARIANTS,
  ...OTHER_LOGS,
  ...CLIENT_LOGS,
  ...REPORTED_LOGS,
  ...FIELD_LOGS,
  ...PROGRAM_LOGS,
  ...REFUSAL_LOGS,
  ...NUMBER_LOGS,
])('$name', ({ log, right }) => {
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

import { expect, it } from 'vitest';
import { diagnose } from '../../../alibaba/diagnose.ts';
import { signIn as english } from '../../en/profiles/signIn.ts';
import { signInReport } from '../../signIn/signInReport.ts';
import { signIn as chinese } from './signIn.ts';

const deviceSecret = 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b';
const RIGHT = {
  clientId: '12345|securemode=3,signmethod=hmacsha1,timestamp=1700000000000|',
  userName: 'dev-0001&a1B2c3D4e5F',
  password: '4f69e325a8028f31e7456ec678df22f58443ab33',
};

function report(credentials: typeof RIGHT, texts: typeof english = english) {
  const diagnosis = diagnose(credentials, { deviceSecret });
  const circumstances = { secureMode: 3, keepAlive: 5 } as const;
  return signInReport({ credentials, diagnosis, deviceSecret, circumstances }, texts);
}

it('lists other reasons for a rejection, marks likely ones, and contains no secret', () => {
  const text = report(RIGHT);
  expect(text).toContain('verdict: Right for this secret.');
  expect(text).toContain('password: 40 characters, not shown; 40 expected for hmacsha1');
  expect(text).toContain('1. The device was deleted');
  expect(text).toMatch(/\d\. Accounts opened since August 2022 .*\(likely\)/);
  expect(text).toMatch(/\d\. The keep alive is outside .*\(likely\)/);
  expect(text).not.toContain(deviceSecret);
  expect(text).not.toContain(RIGHT.password);
});

it('contains the mistake, also in another language', () => {
  const wrong = { ...RIGHT, password: '04564902e5225792386b3369cff7f87205eb5a91' };
  expect(report(wrong)).toContain('signed instead: productKeya1B2c3D4e5FdeviceNamedev-0001');
  expect(report(wrong, chinese)).toMatch(
    /结论: [^a-z]*productKey, deviceName, clientId, timestamp[^a-z]*/u,
  );
});

it('hides a secret that was pasted into a wrong field', () => {
  const text = report({ ...RIGHT, userName: deviceSecret, clientId: RIGHT.password });
  expect(text).not.toContain(deviceSecret);
  expect(text).not.toContain(RIGHT.password);
});

import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';
import { SIGN_INS, VARIANTS } from './vectors.testkit.ts';

/** Expected diagnoses of the vectors' wrong sign-ins, except those without an explanation. */
const EXPECTED: Readonly<Record<string, string>> = {
  'neg-wrong-order': 'wrong-order',
  'neg-ampersand-separators': 'separators',
  'neg-full-clientid-signed': 'whole-client-id-signed',
  'neg-securemode-signed': 'tail-parameters-signed',
  'neg-ts-in-clientid-not-in-sign': 'timestamp-not-signed',
  'neg-sdk-1.2.8-md5-bug': 'method-mismatch',
  'neg-wrong-secret': 'secret-one-character',
  'neg-plain-hash': 'plain-hash',
  'neg-username-swapped': 'user-name-swapped',
  'neg-no-tail': 'tail-missing',
  'neg-unknown-signmethod': 'sign-method-unknown',
};

describe('diagnose', () => {
  it.each(SIGN_INS)(
    'accepts $name with hexadecimal digits in either case',
    ({ request, expected }) => {
      for (const password of [expected.password, expected.password.toUpperCase()]) {
        const { clientId, username: userName } = expected;
        expect(diagnose({ clientId, userName, password }, request)).toMatchObject({
          ok: true,
          mistake: undefined,
          signContent: expected.signContent,
          signedInstead: undefined,
        });
      }
    },
  );

  it.each(VARIANTS)('agrees with the vectors on $name', ({ name, request, sent, accepted }) => {
    const { deviceSecret } = request;
    const verdict = diagnose(
      { clientId: sent.clientId, userName: sent.username, password: sent.password },
      { deviceSecret },
    );
    expect(verdict).toMatchObject({ ok: accepted, mistake: EXPECTED[name] });
    expect(JSON.stringify(verdict)).not.toContain(deviceSecret);
    expect(JSON.stringify(verdict).toLowerCase()).not.toContain(sent.password.toLowerCase());
  });
});

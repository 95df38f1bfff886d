import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import { type LogReading, NO_LOG } from '../../../../alibaba/logs/readLog.ts';
import { emptyDraft } from '../../../session/profiles/draft.ts';
import { verifyingOf } from '../../../session/signIn/verifying.ts';
import { DiagnosisStrip } from './DiagnosisStrip.tsx';

const FITS: Diagnosis = {
  ok: true,
  mistake: undefined,
  mistakes: [],
  reproduced: false,
  where: undefined,
  productKey: 'p',
  deviceName: 'd',
  signMethod: 'hmacsha256',
  signContent: 'clientIdcdeviceNamedproductKeyp',
  signedInstead: undefined,
  passwordLength: 64,
  expectedLength: 64,
  suspicions: [],
  tried: 0,
};

async function textFor(
  outcome: boolean | 'failed',
  diagnosis: Diagnosis = FITS,
  broken: LogReading['broken'] = [],
): Promise<string> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const box = document.createElement('div');
  const root = createRoot(box);
  const by = { kind: 'library', name: undefined } as const;
  const said = { by, quote: 'line', at: 0, line: 0 };
  const refused = { ...said, stage: 'connack', code: 4 } as const;
  const failed = { ...said, stage: 'failed' } as const;
  const reading = {
    ...NO_LOG,
    broken,
    outcome: outcome === true ? refused : outcome === 'failed' ? failed : undefined,
  };
  await act(async () =>
    root.render(
      <DiagnosisStrip
        draft={{ ...emptyDraft('c'), deviceSecret: 'the secret entered here' }}
        change={() => undefined}
        verifying={{
          ...verifyingOf('none'),
          clientId: 'c',
          userName: 'd&p',
          password: 'x',
          reading,
        }}
        diagnosis={diagnosis}
      />,
    ),
  );
  const { textContent } = box;
  await act(async () => root.unmount());
  return textContent ?? '';
}

const UNKNOWN: Diagnosis = {
  ...FITS,
  ok: false,
  suspicions: [
    { key: 'another-secret', args: {} },
    { key: 'timestamp-elsewhere', args: {} },
  ],
  tried: 12_345,
};

test('shows the text to sign if nothing was found, and suspects the secret only after code 4 or 5', async () => {
  const unasked = await textFor(false, UNKNOWN);
  expect(unasked).toMatch(/no known mistake reproduces it.*signed timestamp may be another one/);
  expect(unasked).toContain('clientIdcdeviceNamedproductKeyp');
  expect(unasked).toContain('12,345 ways');
  expect(unasked).not.toContain('a different secret than the one entered');
  expect(await textFor(true, UNKNOWN)).toContain('a different secret than the one entered');
});

test('a signature that fits the entered secret is no all-clear if the broker rejected it', async () => {
  expect(await textFor(false)).toContain('These credentials are right');
  const refused = await textFor(true);
  expect(refused).not.toContain('are right');
  expect(refused).toMatch(/^How farCONNACK 4: refused: user name or password/);
  expect(refused).toContain('The device secret entered here may be the wrong one');
  expect(refused).toContain('Other reasons for a refusal');
});

test('reports a broken rule before suspecting the secret', async () => {
  const text = await textFor(true, FITS, [{ key: 'keep-alive', args: { seconds: 10 } }]);
  expect(text).toContain('Correct that first.');
  expect(text).not.toContain('Check the secret first');
});

test('never suspects the secret when a connection failed before any CONNACK', async () => {
  const text = await textFor('failed');
  expect(text).toContain('the connection failed; the text does not say at which step');
  expect(text).toContain('These credentials are right');
  expect(text).not.toContain('may be the wrong one');
});

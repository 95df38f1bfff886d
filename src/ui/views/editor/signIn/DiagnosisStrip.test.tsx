import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
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
  tried: 0,
};

async function textFor(isRefused: boolean): Promise<string> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const box = document.createElement('div');
  const root = createRoot(box);
  await act(async () =>
    root.render(
      <DiagnosisStrip
        draft={{ ...emptyDraft('c'), deviceSecret: 'the secret entered here' }}
        change={() => undefined}
        verifying={{ ...verifyingOf('none'), clientId: 'c', userName: 'd&p', isRefused }}
        diagnosis={FITS}
      />,
    ),
  );
  const { textContent } = box;
  await act(async () => root.unmount());
  return textContent ?? '';
}

test('a signature that fits the secret entered here is no all-clear where the broker refused it', async () => {
  expect(await textFor(false)).toContain('These credentials are right');
  const refused = await textFor(true);
  expect(refused).not.toContain('are right');
  expect(refused).toMatch(/^The device secret entered here may be the wrong one/);
  expect(refused).toContain('What else refuses a device');
});

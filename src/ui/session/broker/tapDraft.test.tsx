// @vitest-environment jsdom
/** A reloaded page restores the stored form. */
import { afterEach, expect, test, vi } from 'vitest';

const KEY = 'mqttscope.tapForm';
afterEach(() => sessionStorage.removeItem(KEY));

/** State of a freshly loaded page. */
async function begun() {
  vi.resetModules();
  return await import('./tapDraft.ts');
}

test('typed values survive a reload, and no secret is stored', async () => {
  const { changeTapDraft } = await begun();
  const ca = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  const file = { name: 'key.pem', text: 'hunter2' };
  changeTapDraft({
    scheme: 'mqtts',
    port: '8883',
    reach: 'network',
    to: 'mqtts://ann:hunter2@a.example:8883',
    ca,
    others: [{ row: 1, name: 'b.example', url: 'mqtts://ann:hunter2@b.example' }],
    shows: 'own',
    own: { cert: file, key: file },
  });
  expect(sessionStorage.getItem(KEY)).not.toContain('hunter2');
  const { useTapDraft } = await begun();
  expect(useTapDraft.getState()).toEqual({
    scheme: 'mqtts',
    port: '8883',
    reach: 'network',
    to: 'mqtts://a.example:8883',
    ca,
    others: [{ row: 1, name: 'b.example', url: 'mqtts://b.example' }],
    shows: 'own',
    own: { cert: undefined, key: undefined },
  });
});

test('a key pasted with a certificate is not stored', async () => {
  const { changeTapDraft, useTapDraft } = await begun();
  const ca = '-----BEGIN PRIVATE KEY-----\nhunter2';
  changeTapDraft({ ca });
  expect(useTapDraft.getState().ca).toBe(ca);
  expect(sessionStorage.getItem(KEY)).not.toContain('hunter2');
});

test('invalid stored data is ignored', async () => {
  for (const stored of ['', '{"scheme":"ftp"}', '7']) {
    sessionStorage.setItem(KEY, stored);
    const { EMPTY_TAP, useTapDraft } = await begun();
    expect(useTapDraft.getState()).toEqual(EMPTY_TAP);
  }
});

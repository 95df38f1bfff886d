import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const TOKEN = 'Ab_c-1234567890';

const listening = vi.spyOn(globalThis, 'addEventListener');

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});
afterEach(() => {
  history.replaceState(null, '', '/');
  // Those of a page that was left.
  for (const [type, listener] of listening.mock.calls) removeEventListener(type, listener);
  listening.mockClear();
});

async function open(hash: string) {
  history.replaceState(null, '', `/?a=1${hash}`);
  const pass = await import('./controlPass.ts');
  pass.startPass();
  const at = location.href;
  return { ...pass, at, token: await pass.passOfPage() };
}

test.each([
  `#token=${TOKEN}`,
  `#token=${TOKEN}%20`,
  `#token=%20${TOKEN}`,
  `#token=${TOKEN}&x=1`,
  `#/token=${TOKEN}`,
])('the token of %s is used, and removed from the address', async (hash) => {
  const { at, token } = await open(hash);
  expect(at).toMatch(/\/\?a=1$/);
  expect(token).toBe(TOKEN);
});

test('a configured token may have reserved characters', async () => {
  const token = 'a&b#c%d/e?f+g';
  expect((await open(`#token=${encodeURIComponent(token)}`)).token).toBe(token);
});

test.each(['#token=', '#token=%20', '#token=%E4'])(
  '%s is removed from the address and grants no access',
  async (hash) => {
    const { at, token } = await open(hash);
    expect(at).toMatch(/\/\?a=1$/);
    expect(token).toBeUndefined();
  },
);

test('other addresses are unchanged', async () => {
  const { at, token } = await open('#/connect?token=1');
  expect(at).toMatch(/#\/connect\?token=1$/);
  expect(token).toBeUndefined();
});

test('behind a proxy that signs its users in, an empty token is sent until it is refused', async () => {
  const { currentPass, forgetPass, hasPass, passWithoutToken } = await open('');
  expect(hasPass()).toBe(false);
  passWithoutToken();
  expect(hasPass()).toBe(true);
  expect(currentPass()).toBe('');
  // Another page clears the storage.
  dispatchEvent(new StorageEvent('storage', { key: null }));
  expect(currentPass()).toBe('');
  expect(localStorage).toHaveLength(0);
  forgetPass('');
  expect(hasPass()).toBe(false);
});

test('is kept for later pages at the bare address, until it is refused once', async () => {
  await open(`#token=${TOKEN}`);
  vi.resetModules();
  const second = await open('');
  expect(second.token).toBe(TOKEN);
  second.forgetPass(TOKEN);
  expect(second.hasPass()).toBe(false);
  vi.resetModules();
  expect((await open('')).token).toBeUndefined();
});

test('a refusal of an old token leaves the new one of another page, which the page then uses', async () => {
  const { currentPass, forgetPass, whenPassed } = await open(`#token=${TOKEN}`);
  const heard: (string | undefined)[] = [];
  whenPassed(() => heard.push(currentPass()));
  // Another page writes it, and the browser reports that later.
  localStorage.setItem('mqttscope.control', 'newer');
  forgetPass(TOKEN);
  expect(currentPass()).toBe('newer');
  localStorage.setItem('mqttscope.control', 'newest');
  dispatchEvent(new StorageEvent('storage', { key: 'mqttscope.control' }));
  expect(heard).toEqual(['newer', 'newest']);
});

test('the printed address, opened in the open page, replaces its token', async () => {
  const { currentPass } = await open('#token=old');
  location.hash = `#token=${TOKEN}`;
  dispatchEvent(new HashChangeEvent('hashchange'));
  expect(currentPass()).toBe(TOKEN);
  expect(location.hash).toBe('');
});

test.each([
  ['in a window of its own', ['http://localhost:3000/', 'http://localhost:3000/app/']],
  ['in a frame of another app', ['http://localhost:3000/']],
])('on this machine, a page %s removes the service workers of %j', async (where, scopes) => {
  const removed: string[] = [];
  const registered = ['http://localhost:3000/', 'http://localhost:3000/app/'].map((scope) => ({
    scope,
    unregister: () => Promise.resolve(removed.push(scope) > 0),
  }));
  const serviceWorker = { controller: null, getRegistrations: () => Promise.resolve(registered) };
  vi.stubGlobal('caches', { keys: () => Promise.resolve([]) });
  vi.stubGlobal('navigator', { serviceWorker });
  if (where.includes('frame')) vi.stubGlobal('parent', {});
  try {
    await open('');
    expect(removed).toEqual(scopes);
  } finally {
    vi.unstubAllGlobals();
  }
});

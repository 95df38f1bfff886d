import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const TOKEN = 'Ab_c-1234567890';
const KEY = 'mqttscope.control /';

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
  localStorage.setItem(KEY, 'newer');
  forgetPass(TOKEN);
  expect(currentPass()).toBe('newer');
  localStorage.setItem(KEY, 'newest');
  dispatchEvent(new StorageEvent('storage', { key: KEY }));
  expect(heard).toEqual(['newer', 'newest']);
});

test.each(['refused', 'accepted', 'refused after another'])(
  'a new token in the address is tried first, and the old one is used again unless it is accepted: %s',
  async (how) => {
    await open(`#token=${TOKEN}`);
    vi.resetModules();
    if (how.includes('another')) {
      await open('#token=other');
      vi.resetModules();
    }
    const { token, acceptPass, currentPass, forgetPass } = await open('#token=new');
    expect(token).toBe('new');
    if (how === 'accepted') acceptPass('new');
    else forgetPass('new');
    const next = how === 'accepted' ? 'new' : TOKEN;
    expect(currentPass()).toBe(next);
    vi.resetModules();
    expect((await open('')).token).toBe(next);
    expect(localStorage).toHaveLength(1);
  },
);

test('a new token is used once the old one is refused, and other pages try it only then', async () => {
  const { currentPass, forgetPass } = await open(`#token=${TOKEN}`);
  // Another page is opened with it.
  localStorage.setItem('mqttscope.control.new /', 'new');
  dispatchEvent(new StorageEvent('storage', { key: 'mqttscope.control.new /' }));
  expect(currentPass()).toBe(TOKEN);
  forgetPass(TOKEN);
  expect(currentPass()).toBe('new');
  forgetPass('new');
  expect(currentPass()).toBeUndefined();
  expect(localStorage).toHaveLength(0);
});

test('a token that the user enters replaces both', async () => {
  await open(`#token=${TOKEN}`);
  vi.resetModules();
  const { givePass, currentPass, forgetPass } = await open('#token=new');
  givePass('entered');
  expect(currentPass()).toBe('entered');
  forgetPass('entered');
  expect(currentPass()).toBeUndefined();
});

test('companions below one origin have a token each; that of an earlier version is taken over once', async () => {
  localStorage.setItem('mqttscope.control /one/', 'one');
  localStorage.setItem('mqttscope.control', TOKEN);
  expect((await open('')).token).toBe(TOKEN);
  expect(Object.fromEntries(Object.entries(localStorage))).toEqual({
    'mqttscope.control /one/': 'one',
    [KEY]: TOKEN,
  });
  vi.resetModules();
  localStorage.setItem('mqttscope.control', 'older');
  expect((await open('')).token).toBe(TOKEN);
  expect(localStorage.getItem('mqttscope.control')).toBeNull();
  vi.resetModules();
  history.replaceState(null, '', '/one/');
  const { startPass, currentPass } = await import('./controlPass.ts');
  startPass();
  expect(currentPass()).toBe('one');
});

test('the printed address, opened in the open page, replaces its token', async () => {
  const { currentPass } = await open('#token=old');
  location.hash = `#token=${TOKEN}`;
  dispatchEvent(new HashChangeEvent('hashchange'));
  expect(currentPass()).toBe(TOKEN);
  expect(location.hash).toBe('');
});

test.each([
  ['without a token on this machine, in a window of its own', '', 'removed'],
  ['without a token on this machine, in a frame of another app', '', 'kept'],
  ['with a new token, in a frame of another app', `#token=${TOKEN}`, 'removed'],
])('%s%s, a service worker of a folder above the page is %s', async (where, hash, fate) => {
  const removed: string[] = [];
  const registered = ['http://localhost:3000/', 'http://localhost:3000/other/'].map((scope) => ({
    scope,
    unregister: () => Promise.resolve(removed.push(scope) > 0),
  }));
  const serviceWorker = {
    controller: null,
    getRegistration: () => Promise.resolve(registered[0]),
    getRegistrations: () => Promise.resolve(registered),
  };
  vi.stubGlobal('caches', { keys: () => Promise.resolve([]) });
  vi.stubGlobal('navigator', { serviceWorker });
  vi.spyOn(document, 'baseURI', 'get').mockReturnValue('http://localhost:3000/app/');
  if (where.includes('frame')) vi.stubGlobal('parent', {});
  try {
    await open(hash);
    expect(removed).toEqual(fate === 'removed' ? ['http://localhost:3000/'] : []);
  } finally {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }
});

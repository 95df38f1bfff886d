import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const TOKEN = 'Ab_c-1234567890';
const INFO = {
  name: 'mqttscope',
  version: 1,
  appVersion: '1',
  demo: false,
  needsCredentials: false,
};
const PRESET = { name: 'plant', url: 'mqtts://h', userName: 'ann', password: 'PLANTED' };

/** Paths with the credentials that the page has sent. */
const requested: string[] = [];

/** A companion with a preset, or without if `info` names none. */
function serve(info: object): void {
  vi.stubGlobal('fetch', async (path: string, { headers }: RequestInit) => {
    const authorization = new Headers(headers).get('authorization');
    requested.push(`${path} ${authorization ?? '-'}`);
    if (path !== './presets.json') return Response.json(info);
    const isRight = authorization === `Bearer ${TOKEN}`;
    return Response.json(isRight ? [PRESET, { name: 'x' }] : {}, { status: isRight ? 200 : 401 });
  });
}

async function open() {
  const pass = await import('./controlPass.ts');
  pass.startPass();
  const companion = await import('./companion.ts');
  return { ...pass, ...companion };
}

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
  requested.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('presets are requested with the token, once the page has it', async () => {
  serve({ ...INFO, presets: 'presets.json' });
  const { pagePresets, givePass } = await open();
  expect(await pagePresets()).toEqual([]);
  expect(requested).toEqual(['./companion.json -']);
  givePass(TOKEN);
  expect(await pagePresets()).toEqual([PRESET]);
  expect(requested.slice(1)).toEqual([`./presets.json Bearer ${TOKEN}`]);
  const kept = JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
  expect(kept).toContain(TOKEN);
  expect(kept).not.toContain('PLANTED');
});

test('a token that the companion accepts replaces the one before, and a refused one does not', async () => {
  localStorage.setItem('mqttscope.control /', TOKEN);
  localStorage.setItem('mqttscope.control.new /', 'evil');
  serve({ ...INFO, presets: 'presets.json' });
  const { currentPass, pagePresets } = await open();
  expect(currentPass()).toBe('evil');
  await pagePresets();
  expect(await pagePresets()).toEqual([PRESET]);
  expect(Object.fromEntries(Object.entries(localStorage))).toEqual({
    'mqttscope.control /': TOKEN,
  });

  vi.resetModules();
  localStorage.setItem('mqttscope.control /', 'older');
  localStorage.setItem('mqttscope.control.new /', TOKEN);
  const later = await open();
  expect(await later.pagePresets()).toEqual([PRESET]);
  expect(Object.fromEntries(Object.entries(localStorage))).toEqual({
    'mqttscope.control /': TOKEN,
  });
});

test('a refused token is forgotten', async () => {
  localStorage.setItem('mqttscope.control', 'old');
  serve({ ...INFO, presets: 'presets.json' });
  const { pagePresets, hasPass } = await open();
  expect(await pagePresets()).toEqual([]);
  expect(hasPass()).toBe(false);
});

test('a companion without presets never gets the token over HTTP', async () => {
  localStorage.setItem('mqttscope.control', TOKEN);
  serve(INFO);
  const { pagePresets } = await open();
  expect(await pagePresets()).toEqual([]);
  expect(requested).toEqual(['./companion.json -']);
});

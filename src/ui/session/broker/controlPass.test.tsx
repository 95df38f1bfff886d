import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const CODE = 'Ab_c-1234567890';
let asked: unknown[] = [];

beforeEach(() => {
  asked = [];
  vi.resetModules();
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (_: string, { body }: { readonly body: string }) => {
    const given: unknown = JSON.parse(body);
    asked.push(given);
    const isRight = body === JSON.stringify({ code: CODE });
    return Response.json(isRight ? { ticket: 'a-ticket' } : { refused: 'no' });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  history.replaceState(null, '', '/');
});

async function open(hash: string) {
  history.replaceState(null, '', `/?a=1${hash}`);
  const { startPass, passOfPage } = await import('./controlPass.ts');
  startPass();
  const at = location.href;
  return { at, ticket: await passOfPage() };
}

test.each([
  `#t=${CODE}`,
  `#t=${CODE}.`,
  `#t=${CODE}%20`,
  `#t=%20${CODE}`,
  `#t=${CODE}&x=1`,
  `#/t=${CODE}`,
])('the code of %s is used, and removed from the address', async (hash) => {
  const { at, ticket } = await open(hash);
  expect(at).toMatch(/\/\?a=1$/);
  expect(ticket).toBe('a-ticket');
  expect(asked).toEqual([{ code: CODE }]);
});

test.each(['#t=', '#t=.', '#t=other', '#t=%E4'])(
  '%s is removed from the address and grants no access',
  async (hash) => {
    const { at, ticket } = await open(hash);
    expect(at).toMatch(/\/\?a=1$/);
    expect(ticket).toBeUndefined();
  },
);

test('other addresses are unchanged', async () => {
  expect((await open('#/connect?t=1')).at).toMatch(/#\/connect\?t=1$/);
  expect(asked).toEqual([]);
});

test.each([
  ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['an answer from a proxy only', async () => new Response('bad gateway', { status: 502 })],
])('with %s, keeps the code until the companion answers, also over a reload', async (_, down) => {
  const up = fetch;
  vi.stubGlobal('fetch', down);
  const { at, ticket } = await open(`#t=${CODE}`);
  expect(at).not.toContain(CODE);
  expect(ticket).toBeUndefined();
  vi.resetModules();
  expect((await open('')).ticket).toBeUndefined();
  const { passOfPage } = await import('./controlPass.ts');
  vi.stubGlobal('fetch', up);
  expect(await passOfPage()).toBe('a-ticket');
  expect(await passOfPage()).toBe('a-ticket');
  expect(asked).toEqual([{ code: CODE }]);
});

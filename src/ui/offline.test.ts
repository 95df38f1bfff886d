/** Files kept for offline use, and requests answered from them. */
import { beforeEach, expect, test } from 'vitest';
import { type Build, Offline } from './offline.ts';

const SCOPE = 'https://host/some%20where/';
const FIRST: Build = { version: 'one', files: ['icon.svg', 'assets/a-1.js'] };
const SECOND: Build = { version: 'two', files: ['icon.svg', 'assets/a-2.js'] };
const THIRD: Build = { version: 'three', files: ['icon.svg', 'assets/a-3.js'] };

/** Caches by name, in the order of creation. */
let stores = new Map<string, Map<string, Response>>();
/** Files on the server. Undefined if it is unreachable. */
let served: Map<string, Response> | undefined;
let asked: string[] = [];
let hasLeft = false;

const addressOf = (of: RequestInfo | URL): string => (of instanceof Request ? of.url : String(of));

function cacheOf(name: string): Cache {
  const store = stores.get(name) ?? new Map<string, Response>();
  stores.set(name, store);
  return {
    match: async (url) => store.get(addressOf(url))?.clone(),
    put: async (url, response) => {
      store.set(addressOf(url), response);
    },
    matchAll: () => Promise.reject(new Error('not used')),
    add: () => Promise.reject(new Error('not used')),
    addAll: () => Promise.reject(new Error('not used')),
    delete: async (url) => store.delete(addressOf(url)),
    keys: () => Promise.reject(new Error('not used')),
  };
}

const offline = (build: Build): Offline =>
  new Offline(build, {
    scope: SCOPE,
    caches: {
      open: async (name) => cacheOf(name),
      keys: async () => [...stores.keys()],
      delete: async (name) => stores.delete(name),
    },
    fetch: async (request) => {
      const url = addressOf(request);
      asked.push(url);
      if (served === undefined) throw new TypeError('Failed to fetch');
      const path = url.slice(SCOPE.length).split(/[?#]/)[0] ?? '';
      return served.get(path)?.clone() ?? new Response('no such file', { status: 404 });
    },
    leave: async () => {
      hasLeft = true;
    },
  });

const HTML = { headers: { 'content-type': 'text/html; charset=utf-8' } };
const SCRIPT = { headers: { 'content-type': 'text/javascript' } };

function serve({ version, files }: Build): void {
  const page = `<meta name="mqttscope-build" content="${version}">`;
  served = new Map([
    ['', new Response(page, HTML)],
    ...files.map((file) => [file, new Response(`${file} of ${version}`, SCRIPT)] as const),
  ]);
}

async function installed(build: Build): Promise<Offline> {
  serve(build);
  const its = offline(build);
  await its.install();
  await its.activate();
  return its;
}

interface Asked {
  readonly method?: string;
  readonly mode?: string;
}

/** Text of the answer; undefined if the request is not intercepted. */
async function answerTo(its: Offline, path: string, init: Asked = {}): Promise<string | undefined> {
  const { mode = 'cors', method = 'GET' } = init;
  const request = new Request(path.includes(':') ? path : SCOPE + path, { method });
  // No program may make a request for a page.
  Object.defineProperty(request, 'mode', { value: mode });
  const works: Promise<void>[] = [];
  const answer = its.answer(request, (work) => works.push(work));
  const text = answer === undefined ? undefined : await (await answer).text();
  await Promise.all(works);
  return text;
}

const PAGE = { mode: 'navigate' };

beforeEach(() => {
  stores = new Map();
  asked = [];
  hasLeft = false;
});

test('without a network, serves the page and its files under any query and either name', async () => {
  const its = await installed(FIRST);
  served = undefined;
  for (const path of ['', 'index.html', '?secret=1', '#token=secret']) {
    expect(await answerTo(its, path, PAGE)).toContain('content="one"');
  }
  expect(await answerTo(its, 'assets/a-1.js')).toBe('assets/a-1.js of one');
  expect(await answerTo(its, 'icon.svg')).toBe('icon.svg of one');
});

test('with a network, the page is the server’s, and immutable files are not requested', async () => {
  const its = await installed(FIRST);
  serve(SECOND);
  asked = [];
  expect(await answerTo(its, '', PAGE)).toContain('content="two"');
  expect(await answerTo(its, 'assets/a-1.js')).toBe('assets/a-1.js of one');
  expect(asked).toEqual([SCOPE]);
  // Not in this build.
  expect(await answerTo(its, 'assets/a-2.js')).toBe('assets/a-2.js of two');
});

test.each<[string, Asked | undefined]>([
  ['control', undefined],
  ['api/devices', PAGE],
  ['deeper/', PAGE],
  ['', undefined],
  ['', { method: 'POST', mode: 'navigate' }],
  ['https://host/', PAGE],
  ['https://elsewhere/some%20where/assets/a-1.js', undefined],
])('ignores %s with %o', async (path, init) => {
  const its = await installed(FIRST);
  expect(await answerTo(its, path, init)).toBeUndefined();
});

test('stores only the files of the build', async () => {
  const its = await installed(FIRST);
  for (const path of ['?secret=1', 'index.html', 'other.html']) await answerTo(its, path, PAGE);
  for (const path of ['assets/other.js', 'assets/a-1.js?secret', 'control']) {
    await answerTo(its, path);
  }
  expect([...stores].map(([name, store]) => [name, [...store.keys()].sort()])).toEqual([
    [`mqttscope of ${SCOPE} one`, ['', ...FIRST.files].map((file) => SCOPE + file).sort()],
  ]);
});

test('keeps the previous build for pages that run it, and deletes the one before', async () => {
  stores.set('of another app', new Map());
  await installed(FIRST);
  await installed(SECOND);
  const its = await installed(THIRD);
  expect([...stores.keys()]).toEqual([
    'of another app',
    `mqttscope of ${SCOPE} two`,
    `mqttscope of ${SCOPE} three`,
  ]);
  served = undefined;
  expect(await answerTo(its, 'assets/a-2.js')).toBe('assets/a-2.js of two');
  expect(await answerTo(its, '', PAGE)).toContain('content="three"');
});

test('a restored older build is the newest again', async () => {
  await installed(FIRST);
  await installed(SECOND);
  const back = await installed(FIRST);
  served = undefined;
  expect(await answerTo(back, '', PAGE)).toContain('content="one"');
  await installed(THIRD);
  expect([...stores.keys()]).toEqual([`mqttscope of ${SCOPE} one`, `mqttscope of ${SCOPE} three`]);
});

test('an incomplete build, or one with another build’s page, is not installed and leaves nothing', async () => {
  serve(SECOND);
  await expect(offline(FIRST).install()).rejects.toThrow('assets/a-1.js is not there.');
  served?.set('assets/a-1.js', new Response('<p>Not found</p>', HTML));
  await expect(offline(FIRST).install()).rejects.toThrow('assets/a-1.js is not there.');
  served?.set('assets/a-1.js', new Response('script', SCRIPT));
  await expect(offline(FIRST).install()).rejects.toThrow('of another version');
  expect([...stores.keys()]).toEqual([]);
});

const OTHER_PAGE = () => new Response('<title>Other</title>', HTML);

/** The server has another app, which answers everything with its page. */
function serveAnother(): void {
  served = new Map(['', 'serviceWorker.js'].map((file) => [file, OTHER_PAGE()]));
}

test('if another app answers twice in a row, it removes itself and its storage', async () => {
  const its = await installed(FIRST);
  serveAnother();
  for (const hasGone of [false, true]) {
    expect(await answerTo(its, '', PAGE)).toContain('Other');
    expect(hasLeft).toBe(hasGone);
  }
  expect([...stores.keys()]).toEqual([]);
});

test('stays if the app answered in between', async () => {
  const its = await installed(FIRST);
  for (const serveNext of [serveAnother, () => serve(FIRST), serveAnother]) {
    serveNext();
    await answerTo(its, '', PAGE);
  }
  expect(hasLeft).toBe(false);
  served = undefined;
  expect(await answerTo(its, '', PAGE)).toContain('content="one"');
});

test.each([
  ['nothing', new Response('gone', { status: 404 })],
  [
    'a page that reports that nothing is there',
    new Response('<p>gone</p>', { ...HTML, status: 410 }),
  ],
  ['an error', new Response('<p>busy</p>', { ...HTML, status: 503 })],
  ['something that is no page', new Response('{}', SCRIPT)],
])('stays if the server has %s', async (_, page) => {
  const its = await installed(FIRST);
  served = new Map([['', page]]);
  for (const _time of [1, 2, 3]) await answerTo(its, '', PAGE);
  expect(hasLeft).toBe(false);
  expect(stores.size).toBe(1);
});

test('stays behind a login page if the app is still there', async () => {
  const its = await installed(FIRST);
  served?.set('', OTHER_PAGE());
  served?.set('serviceWorker.js', new Response('"mqttscope-build"', SCRIPT));
  for (const _time of [1, 2, 3]) await answerTo(its, '', PAGE);
  expect(hasLeft).toBe(false);
});

test('a companion’s self-description is empty without one, and never stored', async () => {
  const its = await installed(FIRST);
  served?.set('companion.json', Response.json({ version: 1 }));
  expect(await answerTo(its, 'companion.json')).toBe('{"version":1}');
  served = undefined;
  expect(await answerTo(its, 'companion.json')).toBe('');
});

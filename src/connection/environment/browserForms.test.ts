import { describe, expect, test } from 'vitest';
import { postForm } from './browserForms.ts';

const ORIGIN = 'http://localhost:8080';
const CLOUD = 'https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename';
const FORM = [
  ['productKey', 'pk'],
  ['sign', 'a+b&c'],
] as const;
const INFO = {
  name: 'mqttscope',
  version: 1,
  appVersion: '1',
  demo: false,
  needsCredentials: false,
  preAuth: '/alibaba/preauth',
};

const bodyOf = (asked: Asked | undefined): string => {
  const body = asked?.init.body;
  return body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : '';
};

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

/** A server by path, and the requests to it. */
function web(
  answers: Readonly<Record<string, { status?: number; json?: unknown; text?: string }>>,
  pass = 'T',
) {
  const asked: Asked[] = [];
  const fetch = (url: string, init: RequestInit) => {
    asked.push({ url, init });
    const { status = 200, json, text = '' } = answers[new URL(url).pathname] ?? { status: 404 };
    return Promise.resolve(
      json === undefined ? new Response(text, { status }) : Response.json(json, { status }),
    );
  };
  return {
    asked,
    post: (url: string) =>
      postForm(url, FORM, { origin: ORIGIN, folder: `${ORIGIN}/`, fetch, pass: pass || undefined }),
  };
}

const COMPANION = { '/companion.json': { json: INFO } };

test('sends a form directly to the page’s own server', async () => {
  const { asked, post } = web({ '/auth/devicename': { text: '{"code":401}' } });
  expect(await post('/auth/devicename')).toEqual({
    kind: 'answered',
    status: 200,
    body: '{"code":401}',
  });
  expect(asked).toMatchObject([{ url: `${ORIGIN}/auth/devicename`, init: { method: 'POST' } }]);
  expect(bodyOf(asked[0])).toBe('productKey=pk&sign=a%2Bb%26c');
});

test('sends a form to other servers through the companion, with the page’s token', async () => {
  const answer = { status: 200, body: '{"code":200}' };
  const { asked, post } = web({ ...COMPANION, '/alibaba/preauth': { json: answer } });
  expect(await post(CLOUD)).toEqual({ kind: 'answered', ...answer });
  expect(asked.at(-1)).toMatchObject({
    url: `${ORIGIN}/alibaba/preauth`,
    init: { headers: { authorization: 'Bearer T' } },
  });
  expect(JSON.parse(bodyOf(asked.at(-1)))).toEqual({
    url: CLOUD,
    form: { productKey: 'pk', sign: 'a+b&c' },
  });
});

describe('a failure without an answer', () => {
  test.each([
    ['no companion serves the page', {}, 'no-companion'],
    [
      'it passes nothing on',
      { '/companion.json': { json: { ...INFO, preAuth: undefined } } },
      'no-companion',
    ],
    [
      'it says no',
      { ...COMPANION, '/alibaba/preauth': { status: 400, json: { error: 'no' } } },
      'relay',
    ],
  ])('says why: %s', async (_, answers, why) => {
    const said = why === 'relay' ? { reason: 'no' } : undefined;
    expect(await web(answers).post(CLOUD)).toEqual({ kind: 'none', why, said });
  });

  test('says that the page may not control it', async () => {
    expect(await web(COMPANION, '').post(CLOUD)).toMatchObject({ why: 'no-token' });
  });

  test('says that the address is invalid', async () => {
    expect(await web({}).post('https://')).toMatchObject({ why: 'unreachable' });
  });
});

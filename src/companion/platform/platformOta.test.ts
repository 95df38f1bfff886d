/** Tests firmware over the network, from the upload to the version that the device reports. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ask } from '../http/http.testkit.ts';
import { rangeOf } from './platformFiles.ts';
import { messageOn, platformScene } from './platformScene.testkit.ts';

/** Larger than one piece. */
const FIRMWARE = Array.from({ length: 70_000 }, (_, at) => `line ${at}\n`).join('');

const urlIn = (announced: string): URL => new URL(/"url":"([^"]+)"/.exec(announced)?.[1] ?? '');

describe('firmware', () => {
  it('is uploaded, pushed, downloaded, and confirmed by the new version', async () => {
    const { companion, device, api, connect, names } = await platformScene();
    const query = `productKey=${device.productKey}&version=2.0.0&name=app.bin`;
    const added = await api(`ota?${query}`, 'POST', FIRMWARE);
    const md5 = createHash('md5').update(FIRMWARE).digest('hex');
    const sha256 = createHash('sha256').update(FIRMWARE).digest('hex');
    expect(added).toMatchObject({
      status: 200,
      json: { version: '2.0.0', module: 'default', size: FIRMWARE.length, md5, sha256 },
    });
    // Before the device connects.
    const body = JSON.stringify({ package: added.number('package') });
    const begun = await api(`devices/${names}/upgrade`, 'POST', body);
    expect(begun).toMatchObject({ status: 200, json: { state: 'pending', by: 'http' } });
    const client = await connect();
    const pushed = messageOn(client, `/ota/device/upgrade/${names}`);
    await client.subscribeAsync(`/ota/device/upgrade/${names}`, { qos: 1 });
    const announced = (await pushed).toString();
    expect(JSON.parse(announced)).toMatchObject({
      data: { version: '2.0.0', size: FIRMWARE.length, sign: md5 },
    });
    const url = urlIn(announced);
    expect(url.origin).toBe(new URL(companion.app).origin);
    const path = `${url.pathname}${url.search}`;
    // A device requests it under any name that resolves here, without the token.
    const whole = await ask(companion.app, path, { host: 'ota.example.com' });
    expect([whole.status, whole.body === FIRMWARE]).toEqual([200, true]);
    const part = await ask(companion.app, path, { range: 'bytes=10-19' });
    expect([part.status, part.body]).toEqual([206, FIRMWARE.slice(10, 20)]);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${FIRMWARE.length}`);
    const head = await ask(companion.app, path, {}, 'HEAD');
    expect(head.headers).toMatchObject({
      'content-length': `${FIRMWARE.length}`,
      etag: `"${md5}"`,
    });
    const report = (topic: string, params: object) =>
      client.publishAsync(topic, JSON.stringify({ id: 1, params }), { qos: 1 });
    const state = async () => (await api('ota')).json;
    await report(`/ota/device/progress/${names}`, { step: '40', desc: 'writing' });
    expect(await state()).toMatchObject({ upgrades: [{ state: 'in-progress', progress: 40 }] });
    await report(`/ota/device/inform/${names}`, { version: '2.0.0' });
    expect(await state()).toMatchObject({ upgrades: [{ state: 'succeeded', failure: null }] });
    expect((await api(`ota/upgrades/${begun.number('upgrade')}/cancel`, 'POST')).status).toBe(400);
    expect((await api(`ota/${added.number('package')}`, 'DELETE')).status).toBe(200);
    expect((await ask(companion.app, path)).status).toBe(404);
  });

  it('cannot be downloaded without its address', async () => {
    const { companion, device, api, connect, names } = await platformScene();
    const added = await api(`ota?productKey=${device.productKey}&version=3`, 'POST', 'secret');
    const client = await connect();
    await client.subscribeAsync(`/ota/device/upgrade/${names}`);
    const pushed = messageOn(client, `/ota/device/upgrade/${names}`);
    await api(
      `devices/${names}/upgrade`,
      'POST',
      JSON.stringify({ package: added.number('package') }),
    );
    const { pathname, searchParams } = urlIn((await pushed).toString());
    const signature = searchParams.get('Signature') ?? '';
    const expires = Number(searchParams.get('Expires'));
    for (const [query, status] of [
      [`Expires=${expires}&Signature=${signature}`, 200],
      [`Expires=${expires + 1}&Signature=${signature}`, 403],
      [
        `Expires=${expires}&Signature=${signature.replace(/./, (one) => (one === '0' ? '1' : '0'))}`,
        403,
      ],
      ['', 403],
    ] as const) {
      const answer = await ask(companion.app, `${pathname}?${query}`);
      expect([query, answer.status]).toEqual([query, status]);
      expect(answer.body.includes('secret')).toBe(status === 200);
    }
    const foreign = { origin: 'https://evil.example' };
    expect((await ask(companion.app, `${pathname}?${searchParams}`, foreign)).status).toBe(403);
  });

  it('is rejected with the reason, and without the token', async () => {
    const { companion, device, api, names } = await platformScene();
    const query = `productKey=${device.productKey}`;
    expect((await api(`ota?${query}&version=4`, 'POST', 'x')).status).toBe(200);
    for (const [path, method, body, reason] of [
      [`ota?${query}`, 'POST', 'x', /Version and module/],
      [`ota?${query}&version=5`, 'POST', '', /file is empty/],
      [`ota?${query}&version=4`, 'POST', 'y', /a package of this version and module/],
      ['ota?productKey=other&version=1', 'POST', 'x', /no product with this product key/],
      [`ota?${query}&version=1&signMethod=SHA1`, 'POST', 'x', /signMethod/],
      [`devices/${names}/upgrade`, 'POST', '{"package":7}', /no such package/],
      [`devices/${names}/upgrade`, 'POST', '{}', /package is a number/],
      [`devices/${names}/upgrade`, 'POST', '{"package":1,"by":"ftp"}', /by must be/],
      ['ota/77', 'DELETE', '', /no such package/],
    ] as const) {
      const answer = await api(path, method, body);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(JSON.stringify(answer.json)).toMatch(reason);
    }
    const answer = await ask(companion.app, `/alibaba/api/ota?${query}&version=1`, {}, 'POST', 'x');
    expect(answer.status).toBe(401);
  });
});

describe('firmware of several files', () => {
  it('is uploaded file by file, announced with all, and each is downloaded', async () => {
    const { companion, device, api, connect, names } = await platformScene();
    const contents = ['first', 'second file'];
    const numbers: number[] = [];
    for (const [at, text] of contents.entries()) {
      const stored = await api(`ota/files?name=part-${at}.bin`, 'POST', text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(stored).toMatchObject({
        status: 200,
        json: { name: `part-${at}.bin`, size: text.length, sha256 },
      });
      numbers.push(stored.number('file'));
    }
    const query = `productKey=${device.productKey}&version=4&signMethod=SHA256`;
    const added = await api(`ota?${query}&files=${numbers.join(',')}`, 'POST');
    expect(added).toMatchObject({
      json: { name: 'part-0.bin', files: [{ name: 'part-0.bin' }, { name: 'part-1.bin' }] },
    });
    const client = await connect();
    await client.subscribeAsync(`/ota/device/upgrade/${names}`);
    const pushed = messageOn(client, `/ota/device/upgrade/${names}`);
    const body = JSON.stringify({ package: added.number('package') });
    await api(`devices/${names}/upgrade`, 'POST', body);
    const announced = (await pushed).toString();
    const urls = [...announced.matchAll(/"fileUrl":"([^"]+)"/g)].map(
      ([, url]) => new URL(url ?? ''),
    );
    expect(urls).toHaveLength(2);
    for (const [at, { pathname, search }] of urls.entries()) {
      expect((await ask(companion.app, `${pathname}${search}`)).body).toBe(contents[at]);
    }
    for (const [files, reason] of [
      [`${numbers[0]},${numbers[0]}`, /each with its own name/],
      [`${numbers[0]},77`, /no such file/],
    ] as const) {
      const next = query.replace('version=4', 'version=5');
      const refused = await api(`ota?${next}&files=${files}`, 'POST');
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.json)).toMatch(reason);
    }
    expect((await api('ota?version=1&files=x', 'POST')).status).toBe(404);
  });
});

describe('remote configuration', () => {
  it('is set, requested, downloaded and pushed', async () => {
    const { companion, device, api, connect, names } = await platformScene();
    const path = `products/${device.productKey}/config`;
    expect((await api(path)).status).toBe(404);
    expect(await api(path, 'POST', '{"interval":5}')).toMatchObject({
      status: 200,
      json: { productKey: device.productKey, size: 14 },
    });
    const client = await connect();
    const root = `/sys/${names}/thing/config`;
    await client.subscribeAsync([`${root}/get_reply`, `${root}/push`]);
    const replied = messageOn(client, `${root}/get_reply`);
    const params = { configScope: 'product', getType: 'file' };
    client.publish(`${root}/get`, JSON.stringify({ id: 1, params, method: 'thing.config.get' }));
    const { pathname, search } = urlIn((await replied).toString());
    expect((await ask(companion.app, `${pathname}${search}`)).body).toBe('{"interval":5}');
    const pushed = messageOn(client, `${root}/push`);
    expect(await api(`${path}/push`, 'POST')).toMatchObject({ json: { sent: 1, missed: 2 } });
    expect((await pushed).toString()).toContain('thing.config.push');
    expect((await api(path, 'DELETE')).status).toBe(200);
    expect((await api(`${path}/push`, 'POST')).status).toBe(400);
  });
});

describe('the message log', () => {
  it('has sent and received messages as text or Base64', async () => {
    const { api, connect, names } = await platformScene();
    const client = await connect();
    await client.publishAsync(`/${names}/control`, Buffer.from([0xff, 0]), { qos: 1 });
    await client.publishAsync('/other/topic', 'hello', { qos: 1 });
    expect(await api(`devices/${names}/log`)).toMatchObject({
      status: 200,
      json: {
        total: 2,
        messages: [
          { direction: 'up', kind: 'denied', topic: '/other/topic', payload: 'hello', size: 5 },
          { direction: 'up', kind: 'other', payload: null, payloadBase64: '/wA=', size: 2 },
        ],
      },
    });
    expect(await api(`devices/${names}/log?text=HELLO&count=1`)).toMatchObject({
      json: { total: 1 },
    });
    expect((await api(`devices/${names}/log?count=0`)).status).toBe(400);
  });
});

it.each([
  [undefined, undefined],
  ['bytes=0-', { offset: 0, end: 100 }],
  ['bytes=0-0', { offset: 0, end: 1 }],
  ['bytes=90-200', { offset: 90, end: 100 }],
  ['bytes=-10', { offset: 90, end: 100 }],
  ['bytes=-200', { offset: 0, end: 100 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', undefined],
  ['bytes=0-1,5-6', undefined],
  ['bytes=-', undefined],
  ['lines=0-1', undefined],
])('the range %s of 100 bytes', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

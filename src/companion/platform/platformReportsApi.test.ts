/** Tests reading a device's reports over HTTP. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { writeFramed } from '../../alibaba/alink/framed.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { ask } from '../http/http.testkit.ts';
import { messageOn, platformScene } from './platformScene.testkit.ts';

describe('the log of a device', () => {
  it('is read and requested', async () => {
    const { api, connect, names, companion } = await platformScene();
    const path = `devices/${names}/device-log`;
    expect(await api(path)).toMatchObject({ status: 200, json: { isOn: false, lines: [] } });
    const client = await connect();
    const topic = `/sys/${names}/thing/log/post`;
    await client.subscribeAsync([`${topic}_reply`, `/sys/${names}/thing/config/log/push`]);
    const pushed = messageOn(client, `/sys/${names}/thing/config/log/push`);
    expect(await api(path, 'POST', '{"isOn":true}')).toMatchObject({ json: { isOn: true } });
    expect((await pushed).toString()).toContain('"mode":1');
    const replied = messageOn(client, `${topic}_reply`);
    const line = { utcTime: '2026-01-02T03:04:05', logLevel: 'WARN', logContent: 'low', code: 7 };
    client.publish(topic, JSON.stringify({ id: 1, params: [line] }));
    await replied;
    expect((await api(path)).json).toMatchObject({
      isOn: true,
      lines: [
        {
          number: 1,
          ...line,
          code: '7',
          module: null,
          traceContext: null,
        },
      ],
    });
    expect((await api(path, 'POST', '{}')).status).toBe(400);
    expect((await api(path, 'DELETE')).status).toBe(405);
    expect((await api(`${path}/x`)).status).toBe(404);
    expect((await api('devices/a1/nobody/device-log')).status).toBe(404);
    expect((await ask(companion.app, `/alibaba/api/${path}`)).status).toBe(401);
  });
});

describe('files of a device', () => {
  it('are listed, downloaded unchanged, and removed', async () => {
    const { companion, bearer, api, connect, names } = await platformScene();
    const content = Buffer.from(Array.from({ length: 131_072 + 500 }, (_, at) => at % 251));
    const client = await connect();
    const topic = `/sys/${names}/thing/file/upload/mqtt`;
    await client.subscribeAsync([`${topic}/init_reply`, `${topic}/send_reply`]);
    const began = messageOn(client, `${topic}/init_reply`);
    const params = { fileName: 'log.bin', fileSize: content.length };
    client.publish(`${topic}/init`, JSON.stringify({ id: 1, params }));
    const uploadId = /"uploadId":"([^"]+)"/.exec((await began).toString())?.[1];
    const send = async (from: number, to: number) => {
      const replied = messageOn(client, `${topic}/send_reply`);
      const isComplete = to === content.length;
      const head = { id: 2, params: { uploadId, offset: from, bSize: to - from, isComplete } };
      const payload = writeFramed(encodeUtf8(JSON.stringify(head)), content.subarray(from, to));
      client.publish(`${topic}/send`, Buffer.from(payload));
      await replied;
    };
    const path = `devices/${names}/files`;
    await send(0, 131_072);
    const first = await api(path);
    expect(first).toMatchObject({ json: { files: [{ state: 'uploading', received: 131_072 }] } });
    const file = first.number('file');
    expect((await api(`${path}/${file}`)).status).toBe(409);
    await send(131_072, content.length);
    const md5 = createHash('md5').update(content).digest('hex');
    expect((await api(path)).json).toMatchObject({
      files: [
        {
          file,
          name: 'log.bin',
          received: content.length,
          size: content.length,
          state: 'complete',
          md5,
        },
      ],
    });
    const address = `/alibaba/api/${path}/${file}`;
    const response = await fetch(new URL(address, companion.app), { headers: bearer });
    expect(response.headers.get('content-disposition')).toBe('attachment');
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect((await ask(companion.app, address)).status).toBe(401);
    expect((await api(`${path}/${file}`, 'DELETE')).status).toBe(200);
    expect((await api(path)).json).toEqual({ files: [] });
    expect((await api(`${path}/${file}`)).status).toBe(404);
  });
});

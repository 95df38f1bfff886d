import { describe, expect, test } from 'vitest';
import { writeFramed } from '../../../alibaba/alink/framed.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const TOPIC = `${S}/thing/file/upload/mqtt`;
const FILE = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

function scene() {
  const cloud = new TestCloud();
  const { uploads } = cloud.services;
  const answer = (text: string | undefined): unknown => JSON.parse(text ?? '');
  const init = (params: object) =>
    answer(cloud.hear(`${TOPIC}/init`, JSON.stringify({ id: '1', params }))?.text);
  const begin = (params: object = {}): string => {
    init({ fileName: 'log.txt', fileSize: 1000, ...params });
    return /"uploadId":"([^"]+)"/.exec(cloud.lastSent.text)?.[1] ?? '';
  };
  const send = (uploadId: string, offset: number, piece: Uint8Array, more: object = {}) => {
    const params = { uploadId, offset, bSize: piece.length, ...more };
    const head = encodeUtf8(JSON.stringify({ id: '2', params }));
    return answer(cloud.hear(`${TOPIC}/send`, writeFramed(head, piece))?.text);
  };
  return { cloud, uploads, init, begin, send };
}

describe('a file from a device', () => {
  test('arrives in pieces, and is complete with the last one', () => {
    const { uploads, begin, send } = scene();
    const id = begin();
    expect(send(id, 0, FILE.subarray(0, 600))).toEqual({
      id: '2',
      code: 200,
      data: { uploadId: id, offset: 0, bSize: 600 },
      message: 'success',
    });
    expect(uploads.of(DEVICE)).toMatchObject([
      { name: 'log.txt', received: 600, state: 'uploading' },
    ]);
    expect(send(id, 600, FILE.subarray(600), { isComplete: true })).toMatchObject({
      data: { complete: true },
    });
    const [file] = uploads.of(DEVICE);
    expect(file).toMatchObject({ state: 'complete', received: 1000 });
    expect(uploads.files.slice(file?.file ?? 0, 0, 1000)).toEqual(FILE);
    expect(uploads.of({ ...DEVICE, deviceName: 'other' })).toEqual([]);
    expect(send(id, 0, FILE.subarray(0, 600))).toMatchObject({ code: 78124 });
  });

  test('of unknown size ends with the marked piece', () => {
    const { uploads, begin, send } = scene();
    const id = begin({ fileSize: -1 });
    send(id, 0, FILE);
    send(id, 1000, FILE.subarray(0, 5), { isComplete: true });
    expect(uploads.of(DEVICE)).toMatchObject([{ state: 'complete', received: 1005 }]);
  });

  test('damaged, repeated, misplaced or too small pieces get the documented codes', () => {
    const { cloud, begin, send } = scene();
    const id = begin();
    expect(send(id, 0, FILE.subarray(0, 300))).toMatchObject({ code: 200 });
    expect(send(id, 0, FILE.subarray(0, 300))).toMatchObject({ code: 78126 });
    expect(send(id, 400, FILE.subarray(0, 300))).toMatchObject({ code: 78119 });
    expect(send(id, 300, FILE.subarray(0, 10))).toMatchObject({ code: 78120 });
    expect(send(id, 300, FILE.subarray(0, 300), { bSize: 299 })).toMatchObject({ code: 460 });
    expect(send('other', 300, FILE.subarray(0, 300))).toMatchObject({ code: 78122 });
    const head = encodeUtf8(
      JSON.stringify({ id: '3', params: { uploadId: id, offset: 300, bSize: 300 } }),
    );
    const bytes = writeFramed(head, FILE.subarray(0, 300));
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    expect(cloud.hear(`${TOPIC}/send`, bytes)?.text).toContain('"code":78121');
    expect(cloud.lastNote).toMatchObject({ kind: 'refused', code: 78121, about: 'log.txt' });
    expect(cloud.hear(`${TOPIC}/send`, 'no frame')?.text).toContain('"code":400');
  });

  test('of an existing name is replaced, continued or rejected', () => {
    const { uploads, init, begin, send } = scene();
    const first = begin();
    send(first, 0, FILE.subarray(0, 300));
    expect(init({ fileName: 'log.txt', fileSize: 1000, conflictStrategy: 'append' })).toMatchObject(
      {
        code: 200,
        data: { uploadId: first, offset: 300 },
      },
    );
    expect(init({ fileName: 'log.txt', fileSize: 9, conflictStrategy: 'reject' })).toMatchObject({
      code: 78123,
    });
    begin();
    expect(uploads.of(DEVICE)).toMatchObject([{ received: 0 }]);
    expect(init({ fileName: '../etc', fileSize: 9 })).toMatchObject({ code: 460 });
    expect(init({ fileName: 'a', fileSize: 17_000_000 })).toMatchObject({ code: 78117 });
  });

  test('is cancelled, removed and forgotten', () => {
    const { cloud, uploads, begin, send } = scene();
    const id = begin();
    const params = JSON.stringify({ id: '4', params: { uploadId: id } });
    expect(cloud.hear(`${TOPIC}/cancel`, params)?.text).toContain('"code":200');
    expect(uploads.of(DEVICE)).toMatchObject([{ state: 'cancelled' }]);
    expect(send(id, 0, FILE.subarray(0, 300))).toMatchObject({ code: 78122 });
    expect(uploads.remove(DEVICE, uploads.of(DEVICE)[0]?.file ?? 0)).toBe(true);
    begin();
    uploads.forget(DEVICE);
    expect(uploads.of(DEVICE)).toEqual([]);
  });
});

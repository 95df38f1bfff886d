import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readFramed } from '../../../alibaba/alink/framed.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';
import type { UpgradeOrder } from './ota.ts';

const NAMES = `${DEVICE.productKey}/${DEVICE.deviceName}`;
const INFORM = `/ota/device/inform/${NAMES}`;
const PROGRESS = `/ota/device/progress/${NAMES}`;
const UPGRADE = `/ota/device/upgrade/${NAMES}`;
const REQUEST = `/ota/device/request/${NAMES}`;
const GET = `${S}/thing/ota/firmware/get`;
const DOWNLOAD = `${S}/thing/file/download`;
const FIRMWARE = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

function hash(algorithm: string, bytes = FIRMWARE): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

interface More {
  readonly module?: string;
  readonly signMethod?: 'Md5' | 'SHA256';
  /** Names of further files of three bytes each. */
  readonly others?: readonly string[];
}

/** A platform with firmware 2.0.0 in pieces of 300 bytes. */
function scene(more: More = {}) {
  const cloud = new TestCloud();
  const { ota } = cloud.services;
  const upload = ota.files.begin('app.bin');
  for (let at = 0; at < FIRMWARE.length; at += 300) {
    ota.files.append(upload, FIRMWARE.subarray(at, at + 300));
  }
  const file = ota.files.finish(upload);
  if (file === undefined) throw new Error('no file');
  const { module = 'default', signMethod = 'Md5', others = [] } = more;
  const further = others.map((name) => {
    const number = ota.files.begin(name);
    ota.files.append(number, FIRMWARE.slice(1, 4));
    return ota.files.finish(number);
  });
  const firmware = ota.add({
    ...file,
    others: further.filter((one) => one !== undefined),
    productKey: DEVICE.productKey,
    module,
    version: '2.0.0',
    signMethod,
    isDiff: false,
    extData: '{"big":12345678901234567890}',
    added: 0,
  });
  if (firmware === undefined) throw new Error('no package');
  const begin = (order: Partial<UpgradeOrder> = {}) => {
    const begun = ota.begin(cloud, DEVICE, {
      package: firmware.package,
      by: 'http',
      timeout: 60_000,
      ...order,
    });
    if ('refused' in begun) throw new Error(begun.refused.key);
    return begun.upgrade;
  };
  const state = () => ota.upgrades()[0];
  const say = (topic: string, params: object) =>
    cloud.hear(topic, JSON.stringify({ id: '1', params }));
  const later = (ms: number) => {
    cloud.now += ms;
    cloud.services.elapse(cloud);
  };
  return { cloud, ota, firmware, file, begin, state, say, later };
}

test('a file has its digests and its bytes, however it was uploaded', () => {
  const { ota, file } = scene();
  expect(file).toMatchObject({ size: 1000, md5: hash('md5'), sha256: hash('sha256') });
  expect(ota.files.slice(file.file, 250, 700)).toEqual(FIRMWARE.subarray(250, 700));
  expect(ota.files.slice(file.file, 900, 5000)).toEqual(FIRMWARE.subarray(900));
});

describe('an upgrade', () => {
  test('is announced with the documented members', () => {
    const { cloud, begin, state, file } = scene();
    begin();
    expect(cloud.lastSent).toMatchObject({ topic: UPGRADE, qos: 1 });
    expect(JSON.parse(cloud.lastSent.text)).toEqual({
      code: '1000',
      data: {
        size: 1000,
        version: '2.0.0',
        url: `http://files.test/${file.file}/app.bin`,
        md5: hash('md5'),
        sign: hash('md5'),
        signMethod: 'Md5',
        extData: { big: Number('12345678901234567890') },
      },
      id: 1_700_000_000_123,
      message: 'success',
    });
    expect(cloud.lastSent.text).toContain('"big":12345678901234567890');
    expect(state()).toMatchObject({ state: 'pushed', version: '2.0.0', module: 'default' });
  });

  test('of a module is signed with SHA256, and downloaded over MQTT', () => {
    const { cloud, begin } = scene({ module: 'MCU', signMethod: 'SHA256' });
    const streamId = begin({ by: 'mqtt' });
    expect(JSON.parse(cloud.lastSent.text)).toMatchObject({
      data: {
        dProtocol: 'mqtt',
        streamId,
        streamFileId: 1,
        sign: hash('sha256'),
        signMethod: 'SHA256',
        module: 'MCU',
      },
    });
    expect(cloud.lastSent.text).not.toMatch(/"md5"|"url"/);
  });

  test.each([
    ['Md5', 'md5', true],
    ['SHA256', 'sha256', false],
  ] as const)(
    'to a package of several files names each, with its %s digest',
    (signMethod, algorithm, hasMd5) => {
      const { cloud, begin, firmware } = scene({ signMethod, others: ['b.bin', 'c.bin'] });
      begin();
      const three = FIRMWARE.slice(1, 4);
      const expected = [
        ['app.bin', FIRMWARE],
        ['b.bin', three],
        ['c.bin', three],
      ] as const;
      const numbers = [firmware.file, ...firmware.others.map(({ file }) => file)];
      expect(JSON.parse(cloud.lastSent.text)).toEqual({
        code: '1000',
        data: {
          version: '2.0.0',
          files: expected.map(([fileName, bytes], at) => ({
            fileSize: bytes.length,
            fileName,
            fileUrl: `http://files.test/${numbers[at]}/${fileName}`,
            ...(hasMd5 && { fileMd5: hash('md5', bytes) }),
            fileSign: hash(algorithm, bytes),
          })),
          signMethod,
          extData: { big: Number('12345678901234567890') },
        },
        id: 1_700_000_000_123,
        message: 'success',
      });
    },
  );

  test('to several files is downloaded over HTTP only, and all of them are removed', () => {
    const { cloud, ota, firmware } = scene({ others: ['b.bin'] });
    const order = { package: firmware.package, by: 'mqtt', timeout: 1 } as const;
    expect(ota.begin(cloud, DEVICE, order)).toMatchObject({ refused: { key: 'several-files' } });
    ota.remove(cloud, firmware.package);
    const files = [firmware, ...firmware.others].map(({ file }) => ota.files.find(file));
    expect(files).toEqual([undefined, undefined]);
  });

  test('posts each state to the webhook, with the previous version', () => {
    const { begin, say, cloud } = scene();
    say(INFORM, { version: '1.0.0' });
    const upgrade = begin();
    say(PROGRESS, { step: '1', desc: 'download' });
    say(PROGRESS, { step: '50', desc: 'download' });
    say(INFORM, { version: '2.0.0' });
    expect(new Set(cloud.posted.map(({ topic }) => topic))).toEqual(
      new Set([`/${NAMES}/ota/upgrade`]),
    );
    const bodies = cloud.posted.map(({ payload }): unknown =>
      JSON.parse(decodeUtf8(payload) ?? ''),
    );
    const same = { ...DEVICE, iotId: 'id of lamp-1', srcVersion: '1.0.0', destVersion: '2.0.0' };
    expect(bodies).toMatchObject(
      ['QUEUED', 'NOTIFIED', 'IN_PROGRESS', 'SUCCEEDED'].map((status) => ({ status, ...same })),
    );
    expect(bodies.at(-1)).toMatchObject({ moduleName: 'default', taskId: `${upgrade}` });
  });

  test('advances with each step, and succeeds when the version is reported', () => {
    const { begin, state, say, ota } = scene();
    begin();
    say(PROGRESS, { step: '1', desc: 'download' });
    expect(state()).toMatchObject({ state: 'in-progress', progress: 1, description: 'download' });
    say(PROGRESS, { step: 100 });
    expect(state()).toMatchObject({ state: 'in-progress', progress: 100, description: undefined });
    say(INFORM, { version: '1.0.0' });
    expect(state()?.state).toBe('in-progress');
    say(INFORM, { version: '2.0.0', module: 'MCU' });
    expect(state()?.state).toBe('in-progress');
    say(INFORM, { version: '2.0.0' });
    expect(state()).toMatchObject({ state: 'succeeded', progress: 100 });
    expect(ota.versionsOf(DEVICE)).toMatchObject([
      { module: 'default', version: '2.0.0' },
      { module: 'MCU', version: '2.0.0' },
    ]);
  });

  test.each([-1, -2, -3, -4])('has failed with the device’s code %i', (step) => {
    const { begin, state, say, cloud } = scene();
    begin();
    say(PROGRESS, { step: String(step), desc: 'no luck' });
    expect(state()).toMatchObject({ state: 'failed', failure: step, description: 'no luck' });
    say(PROGRESS, { step: '5' });
    expect(state()?.state).toBe('failed');
    expect(cloud.lastNote).toMatchObject({ about: '5', why: 'no-upgrade' });
  });

  test('has failed if the new version is not reported in time', () => {
    const { begin, state, later, say, cloud } = scene();
    begin();
    say(PROGRESS, { step: '50' });
    later(59_999);
    expect(state()?.state).toBe('in-progress');
    expect(cloud.services.wakeAt).toBe(cloud.now + 1);
    later(1);
    expect(state()).toMatchObject({ state: 'failed', failure: 'timed-out', progress: 50 });
    expect(cloud.services.wakeAt).toBe(undefined);
  });

  test('waits for a device that is offline or not subscribed', () => {
    const { cloud, begin, state, later } = scene();
    cloud.online = false;
    begin();
    expect([cloud.sent.length, state()?.state]).toEqual([0, 'pending']);
    cloud.online = true;
    cloud.isSubscribed = false;
    later(1000);
    expect(state()?.state).toBe('pending');
    cloud.isSubscribed = true;
    later(1000);
    expect([cloud.lastSent.topic, state()?.state]).toEqual([UPGRADE, 'pushed']);
  });

  test('replaces the previous one, and can be cancelled', () => {
    const { begin, ota, say, firmware, cloud } = scene();
    const first = begin();
    const second = begin();
    expect(ota.upgrades().map(({ state }) => state)).toEqual(['pushed', 'cancelled']);
    expect(ota.cancel(cloud, first)).toBe('ended');
    expect(ota.cancel(cloud, second)).toBe('done');
    expect(ota.cancel(cloud, 99)).toBe('no-upgrade');
    say(INFORM, { version: '2.0.0' });
    expect(ota.upgrades().map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    begin();
    expect(ota.remove(cloud, firmware.package)).toBe(true);
    expect(ota.upgrades()[0]?.state).toBe('cancelled');
    expect(ota.files.find(firmware.file)).toBe(undefined);
    ota.forget(DEVICE);
    expect([ota.upgrades(), ota.versionsOf(DEVICE)]).toEqual([[], []]);
    expect(cloud.services.wakeAt).toBe(undefined);
  });

  test('needs a package of its product, and a server for its file', () => {
    const { cloud, ota, firmware } = scene();
    const order = { package: firmware.package, by: 'http', timeout: 1 } as const;
    const other = { ...DEVICE, productKey: 'other' };
    expect(ota.begin(cloud, other, order)).toMatchObject({ refused: { key: 'other-product' } });
    cloud.servesFiles = false;
    expect(ota.begin(cloud, DEVICE, order)).toMatchObject({ refused: { key: 'no-file-server' } });
    expect(ota.begin(cloud, DEVICE, { ...order, package: 77 })).toMatchObject({
      refused: { key: 'no-package' },
    });
  });
});

describe('a device that requests an upgrade', () => {
  test('gets its upgrade on either topic', () => {
    const { cloud, begin, state, say } = scene();
    cloud.isSubscribed = false;
    begin();
    cloud.isSubscribed = true;
    expect(JSON.parse(say(GET, {})?.text ?? '')).toMatchObject({
      id: '1',
      code: 200,
      data: { version: '2.0.0', size: 1000 },
    });
    expect(state()?.state).toBe('pushed');
    const announced = say(REQUEST, { version: '1.0.0' });
    expect(announced?.topic).toBe(UPGRADE);
    expect(JSON.parse(announced?.text ?? '')).toMatchObject({ code: '1000' });
  });

  test('gets nothing without an upgrade, as documented', () => {
    const { say } = scene();
    expect(JSON.parse(say(GET, { module: 'MCU' })?.text ?? '')).toMatchObject({
      code: 200,
      data: {},
    });
    expect(JSON.parse(say(REQUEST, {})?.text ?? '')).toMatchObject({ code: 500 });
  });
});

describe('a download over MQTT', () => {
  const asked = (streamId: number, size: number, offset: number) => ({
    fileToken: 'default',
    fileInfo: { streamId, fileId: 1 },
    fileBlock: { size, offset },
  });
  const read = ({ lastPayload }: TestCloud) => {
    const frame = readFramed(lastPayload);
    const head: unknown = JSON.parse(decodeUtf8(frame?.head ?? new Uint8Array()) ?? '');
    return { head, piece: frame?.piece, isSound: frame?.isSound };
  };

  test('returns the file in pieces', () => {
    const { cloud, begin, say } = scene();
    const stream = begin({ by: 'mqtt' });
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < FIRMWARE.length; at += 400) {
      say(DOWNLOAD, asked(stream, 400, at));
      const { head, piece, isSound } = read(cloud);
      const bSize = Math.min(400, FIRMWARE.length - at);
      expect(head).toMatchObject({
        id: '1',
        code: 200,
        data: { fileToken: 'default', fileLength: 1000, bSize, bOffset: at },
      });
      expect(isSound).toBe(true);
      pieces.push(piece ?? new Uint8Array());
    }
    expect(Buffer.concat(pieces).equals(FIRMWARE)).toBe(true);
  });

  test('accepts the vendor’s C library format with a superfluous comma', () => {
    const { cloud, begin } = scene();
    const stream = begin({ by: 'mqtt' });
    const text = `{"id":"7","version":"1.0","params":{"fileToken":"default","fileInfo":{"streamId":${stream},"fileId":1,},"fileBlock":{"size":10,"offset":990}}}`;
    cloud.hear(DOWNLOAD, text);
    expect(read(cloud)).toMatchObject({
      head: { id: '7', code: 200 },
      piece: FIRMWARE.subarray(990),
    });
  });

  test.each([
    ['a stream that was not announced', asked(99, 10, 0)],
    ['a piece that is too large', asked(2, 131_073, 0)],
    ['a piece after the end', asked(2, 10, 1000)],
    ['nothing', {}],
  ])('%s is rejected', (_, params) => {
    const { begin, say, cloud } = scene();
    expect(begin({ by: 'mqtt' })).toBe(2);
    say(DOWNLOAD, params);
    const head = { code: 460, message: 'request parameter error' };
    expect(read(cloud)).toMatchObject({ head, isSound: true });
    expect(cloud.lastNote).toMatchObject({ kind: 'refused', code: 460 });
  });

  test('is limited to that device', () => {
    const { cloud, begin, ota } = scene();
    const stream = begin({ by: 'mqtt' });
    const other = { ...DEVICE, deviceName: 'other' };
    expect(ota.streamOf(other, stream)).toBe(undefined);
    expect(ota.streamOf(DEVICE, stream)).toBeDefined();
    expect(cloud.sent).toHaveLength(1);
  });
});

test.each([
  [INFORM, '{"id":1,"params":{}}', 'params'],
  [INFORM, 'nothing', 'not-json'],
  [PROGRESS, '{"params":{"step":"half"}}', 'params'],
  [PROGRESS, '{"params":{"step":101}}', 'params'],
])('%s with %s is noted and changes nothing', (topic, payload, why) => {
  const { cloud, begin, state } = scene();
  begin();
  cloud.hear(topic, payload);
  expect(cloud.lastNote).toMatchObject({ kind: 'refused', why });
  expect(state()?.state).toBe('pushed');
});

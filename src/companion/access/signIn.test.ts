import { Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { parseAcl } from '../../broker/core/acl.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { hashPassword } from './scryptHash.ts';

it('accepts users by password hashes over TCP and WebSocket', async () => {
  const ann = await hashPassword('secret', { ln: 1, r: 1, p: 1 });
  const { mqtt, ws } = await startTestCompanion({ hashedUsers: new Map([['ann', ann]]) });
  for (const url of [mqtt, ws]) {
    const { client } = await connectClient(url, { username: 'ann', password: 'secret' });
    expect(client.connected).toBe(true);
    const wrong = { username: 'ann', password: 'wrong' };
    expect(await refusalOf(url, { ...wrong, protocolVersion: 5 })).toMatchObject({ code: 0x86 });
    expect(await refusalOf(url, wrong)).toMatchObject({ code: 4 });
    expect(await refusalOf(url, { username: 'eve', password: 'secret' })).toMatchObject({
      code: 4,
    });
    expect(await refusalOf(url, {})).toMatchObject({ code: 5 });
  }
});

it('answers a client that has closed its own side meanwhile', async () => {
  const ann = await hashPassword('secret', { ln: 10, r: 8, p: 1 });
  const { mqtt } = await startTestCompanion({ hashedUsers: new Map([['ann', ann]]) });
  const socket = new Socket({ allowHalfOpen: true });
  onTestFinished(() => {
    socket.destroy();
  });
  socket.connect(Number(new URL(mqtt).port), '127.0.0.1');
  // CONNECT of 3.1.1 with user name and password, and PINGREQ, in one piece.
  socket.end(
    Buffer.from('\x10\x1a\0\x04MQTT\x04\xc2\0\0\0\x01c\0\x03ann\0\x06secret\xc0\0', 'latin1'),
  );
  const pieces: Buffer[] = [];
  for await (const piece of socket) if (Buffer.isBuffer(piece)) pieces.push(piece);
  expect(Buffer.concat(pieces).toString('hex')).toBe('20020000d000');
});

it('serves others while hashes are computed', async () => {
  const dear = await hashPassword('secret', { ln: 14, r: 8, p: 1 });
  const { mqtt } = await startTestCompanion({
    users: new Map([['bob', 'plain']]),
    hashedUsers: new Map([['ann', dear]]),
  });
  const bob = await connectClient(mqtt, { username: 'bob', password: 'plain' });
  await bob.client.subscribeAsync('t');
  let refused = 0;
  const guesses = ['1', '2'].map(async (password) => {
    await refusalOf(mqtt, { username: 'ann', password });
    refused += 1;
  });
  bob.client.publish('t', 'x');
  expect((await bob.next()).payload).toBe('x');
  expect(refused).toBe(0);
  await Promise.all(guesses);
});

it('applies the access control list', async () => {
  const parsed = parseAcl('user ann\ntopic read a/#\npattern write from/%c');
  const acl = parsed.ok ? parsed.acl : undefined;
  expect((await startTestCompanion({ acl })).notices).toEqual([
    expect.stringContaining('any user name'),
  ]);
  const { mqtt, notices } = await startTestCompanion({ users: new Map([['ann', 'secret']]), acl });
  expect(notices).toEqual([]);
  const { client } = await connectClient(mqtt, {
    username: 'ann',
    password: 'secret',
    clientId: 'c1',
    protocolVersion: 5,
  });
  await expect(client.subscribeAsync('b')).rejects.toThrow(/not authori[sz]ed/i);
  expect(await client.subscribeAsync('a/b', { qos: 1 })).toMatchObject([{ qos: 1 }]);
  await expect(client.publishAsync('a/b', 'x', { qos: 1 })).rejects.toThrow(/not authori[sz]ed/i);
  await client.publishAsync('from/c1', 'x', { qos: 1 });
  await expect(client.publishAsync('from/c2', 'x', { qos: 1 })).rejects.toThrow(
    /not authori[sz]ed/i,
  );
});

it('keeps sessions for their user', async () => {
  const users = new Map([
    ['ann', 'a'],
    ['eve', 'e'],
  ]);
  const { mqtt } = await startTestCompanion({ users });
  const ann = { username: 'ann', password: 'a', clientId: 'ann-1', protocolVersion: 5 } as const;
  const { client } = await connectClient(mqtt, ann);
  const eve = { ...ann, username: 'eve', password: 'e' };
  expect(await refusalOf(mqtt, eve)).toMatchObject({ code: 0x87 });
  expect(await refusalOf(mqtt, { ...eve, password: 'wrong' })).toMatchObject({ code: 0x86 });
  expect(client.connected).toBe(true);
});

it('guesses from an address lock out no one there, by plain text or hashes', async () => {
  const hashedUsers = new Map([['hal', await hashPassword('right', { ln: 10, r: 8, p: 1 })]]);
  const users = new Map(['ann', 'bob'].map((name) => [name, 'right']));
  const log: string[] = [];
  const { mqtt } = await startTestCompanion({
    users,
    hashedUsers,
    log: {
      write: async (text) => {
        log.push(text);
      },
      reopen: async () => undefined,
      close: async () => undefined,
    },
  });
  const outcomes: unknown[] = [];
  const guesses = Array.from({ length: 100 }, async (_, n) => {
    const guess = { username: n % 2 === 0 ? 'ann' : 'hal', password: `guess ${n}` };
    outcomes.push(await refusalOf(mqtt, { ...guess, connectTimeout: 60_000 }));
  });
  await connectClient(mqtt, { username: 'bob', password: 'right', connectTimeout: 60_000 });
  await Promise.all(guesses);
  const codes = outcomes.map((one) => (one instanceof Error && 'code' in one ? one.code : one));
  // Ten guesses for each user are checked, then one after 1 s, 2 s, 4 s …
  const looked = codes.filter((code) => code === 4).length;
  expect(looked).toBeGreaterThanOrEqual(20);
  expect(looked).toBeLessThan(34);
  expect(codes.filter((code) => code === 3)).toHaveLength(100 - looked);
  await connectClient(mqtt, { username: 'bob', password: 'right' });
  expect(log.join('')).toContain('Too many wrong passwords for this user');
});

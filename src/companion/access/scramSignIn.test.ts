import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAcl } from '../../broker/core/acl.ts';
import { settingsFor, TestClient } from '../../connection/client.testkit.ts';
import type { Failure } from '../../connection/protocol/protocol.ts';
import { SCRAM_METHOD, type ScramMethod } from '../../mqtt/scram/scramMethod.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { formatScram, hashForScram, isScramPassword, parseScram } from './scramHash.ts';

const ANN = new Map([['ann', 'secret']]);

function client(
  url: string,
  scram: ScramMethod | undefined,
  password = 'secret',
  userName = 'ann',
): TestClient {
  const made = new TestClient();
  onTestFinished(() => made.end());
  const signIn = { kind: 'password', userName, password, ...(scram && { scram }) } as const;
  made.connect(settingsFor(url, { clientId: '', signIn }));
  return made;
}

async function refusal(url: string, ...who: [string?, string?]): Promise<unknown> {
  const { failure } = await client(url, SCRAM_METHOD, ...who).state('closed');
  return failure satisfies Failure | undefined;
}

describe('SCRAM-SHA-256', () => {
  it('accepts users with their password, under their names', async () => {
    const parsed = parseAcl('user ann\ntopic readwrite a/#');
    const acl = parsed.ok ? parsed.acl : undefined;
    const { ws } = await startTestCompanion({ users: ANN, acl });
    const ann = client(ws, SCRAM_METHOD);
    await ann.state('connected');
    ann.publish(1, { topic: 'a/b', qos: 1 });
    await ann.outcome(1, 'acknowledged');
    ann.publish(2, { topic: 'b', qos: 1 });
    expect(await ann.outcome(2, 'refused')).toMatchObject({ code: 0x87 });
  });

  it('shows the exchange with the proof hidden', async () => {
    const { ws } = await startTestCompanion({ users: ANN });
    const ann = client(ws, SCRAM_METHOD);
    await ann.state('connected');
    const { capture } = ann.dispatch;
    const details = [1, 2, 3, 4].map((packet) => capture.window({ packet }, 0).packet);
    const types = details.map((detail) => (detail?.bytes[0] ?? 0) >> 4);
    expect(types).toEqual([1, 15, 15, 2]);
    expect(details.map((detail) => (detail?.secrets.length ?? 0) > 0)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const { exchange } = capture.window({ exchange: { packet: 1 } }, 0);
    expect(exchange?.steps.length).toBe(4);
  });

  it('reauthenticates while connected', async () => {
    const { ws } = await startTestCompanion({ users: ANN });
    const ann = client(ws, SCRAM_METHOD);
    await ann.state('connected');
    ann.send({ kind: 'reauthenticate' });
    ann.publish(1, { qos: 1 });
    await ann.outcome(1, 'acknowledged');
    expect(ann.current).toMatchObject({ kind: 'connected' });
    const { newest } = ann.dispatch.capture;
    const types = Array.from(
      { length: newest },
      (_, at) => (ann.dispatch.capture.window({ packet: at + 1 }, 0).packet?.bytes[0] ?? 0) >> 4,
    );
    expect(types.filter((type) => type === 15).length).toBeGreaterThanOrEqual(4);
  });

  it('rejects a wrong password and an unknown user equally', async () => {
    const { ws } = await startTestCompanion({ users: ANN });
    const wrong = { kind: 'refused', code: 0x86, reasonString: 'Wrong user name or password' };
    expect(await refusal(ws, 'wrong')).toEqual(wrong);
    expect(await refusal(ws, 'secret', 'eve')).toEqual(wrong);
  });
});

it('slows guessing down', async () => {
  const { ws } = await startTestCompanion({ users: ANN });
  const guesses = Array.from({ length: 12 }, async (_, at) => {
    const guessing = client(ws, SCRAM_METHOD, `wrong ${at}`);
    return await guessing.until((event) =>
      event.kind === 'state' && 'failure' in event.state ? event.state.failure : undefined,
    );
  });
  const codes = (await Promise.all(guesses)).map((failure) =>
    failure.kind === 'refused' ? failure.code : undefined,
  );
  expect(new Set(codes)).toEqual(new Set([0x86, 0x89]));
  // The right password has to wait as well, from that address.
  expect(codes.filter((code) => code === 0x86).length).toBeLessThanOrEqual(10);
});

it('is not offered without users', async () => {
  const { ws } = await startTestCompanion({});
  expect(await refusal(ws)).toMatchObject({ kind: 'refused', code: 0x8c });
});

it('with both kinds of hashes in a users file: SCRAM and plain passwords', async () => {
  const hash = await hashForScram('secret');
  const line = formatScram(hash);
  expect(line).toMatch(/^\$scram-sha-256\$4096\$[^$]+\$[^$]+\$[^$]+$/);
  expect(line).not.toContain('secret');
  const parsed = parseScram(line);
  expect(parsed && formatScram(parsed)).toBe(line);
  expect(await isScramPassword(Buffer.from('secret'), hash)).toBe(true);
  expect(await isScramPassword(Buffer.from('Secret'), hash)).toBe(false);
  const { ws } = await startTestCompanion({ hashedUsers: new Map([['ann', hash]]) });
  await client(ws, SCRAM_METHOD).state('connected');
  await client(ws, undefined).state('connected');
  expect(await refusal(ws, 'wrong')).toMatchObject({ code: 0x86 });
});

it.each([
  ['another method', '$scram-sha-512$4096$AAAA$AAAA$AAAA'],
  ['short keys', '$scram-sha-256$4096$AAAA$AAAA$AAAA'],
  ['no iterations', '$scram-sha-256$0$AAAA$AAAA$AAAA'],
])('a line of %s is invalid', (_name, line) => {
  expect(parseScram(line)).toBeUndefined();
});

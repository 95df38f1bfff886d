import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { verifierOf } from '../../mqtt/scram/scram.ts';
import { ScramServer } from '../../mqtt/scram/server.ts';
import type { AuthPacket, ConnectPacket } from '../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import { settingsFor } from '../client.testkit.ts';
import type { PeerConnection } from '../peer.testkit.ts';
import { type Scene, scene } from '../scene.testkit.ts';

const METHOD = 'SCRAM-SHA-256';
const SIGN_IN = { kind: 'password', userName: 'ann', password: 'secret', scram: METHOD } as const;

const properties = (data: Uint8Array | undefined): readonly Property[] => [
  { name: 'authenticationMethod', value: METHOD },
  ...(data ? [{ name: 'authenticationData', value: data } as const] : []),
];
const auth = (reasonCode: number, data: Uint8Array): AuthPacket => ({
  type: 'auth',
  reasonCode,
  properties: properties(data),
});
const dataOf = (packet: ConnectPacket | AuthPacket): Uint8Array | undefined =>
  propertyValue(packet.properties, 'authenticationData');

function scramServer(password = 'secret'): ScramServer {
  const verifier = verifierOf(password, { salt: encodeUtf8('salt'), iterations: 4096 });
  return new ScramServer({ nonce: 'far', lookUp: () => verifier });
}

/** Signs in up to the server's last message. */
async function proven({ peer, client }: Scene): Promise<[PeerConnection, Uint8Array]> {
  client.connect(settingsFor(peer.url, { signIn: SIGN_IN }));
  const far = await peer.connection();
  const connect = await far.next('connect');
  expect([connect.userName, connect.password]).toEqual([undefined, undefined]);
  return [far, await exchange(far, connect)];
}

async function exchange(far: PeerConnection, begins: ConnectPacket | AuthPacket) {
  const server = scramServer();
  const first = server.take(dataOf(begins));
  if (first.kind !== 'continue') throw new Error(first.kind);
  far.send(auth(0x18, first.data));
  const last = server.take(dataOf(await far.next('auth')));
  if (last.kind !== 'done') throw new Error(last.kind);
  return last.data;
}

const connack = (data: Uint8Array | undefined) =>
  ({
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties: properties(data),
  }) as const;

test('signs in without sending the password, and re-authenticates on request', async () => {
  const at = await scene(5);
  const [far, data] = await proven(at);
  far.send(connack(data));
  await at.client.state('connected');
  at.client.send({ kind: 'reauthenticate' });
  const again = await far.next('auth');
  expect(again.reasonCode).toBe(0x19);
  far.send(auth(0x00, await exchange(far, again)));
  at.client.publish(1, { qos: 1 });
  const { packetId = 0 } = await far.next('publish');
  far.send({ type: 'puback', packetId });
  await at.client.outcome(1, 'acknowledged');
});

test.each([
  ['without a signature', undefined, 'no-signature'],
  ['with a wrong one', encodeUtf8('v=AAAA'), 'wrong-signature'],
])('rejects a server that accepts it %s', async (_name, data, key) => {
  const at = await scene(5);
  const [far] = await proven(at);
  far.send(connack(data));
  const { failure } = await at.client.state('closed');
  expect(failure).toMatchObject({
    kind: 'broken',
    why: { key: 'scram', args: { error: { key } } },
  });
  expect(await far.next('disconnect')).toMatchObject({ reasonCode: 0x80 });
});

test('gives up after an invalid first answer, also in a re-authentication', async () => {
  const at = await scene(5);
  const [far, data] = await proven(at);
  far.send(connack(data));
  await at.client.state('connected');
  const from = at.client.events.length;
  at.client.send({ kind: 'reauthenticate' });
  await far.next('auth');
  far.send(auth(0x18, encodeUtf8('r=other,s=AAAA,i=16')));
  const { failure } = await at.client.state('closed', from);
  expect(failure).toMatchObject({ why: { args: { error: { key: 'other-nonce' } } } });
});

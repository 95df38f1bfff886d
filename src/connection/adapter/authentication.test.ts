/** Enhanced authentication (4.12), which mqtt.js answers only once and cannot start again. */

import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import type { AuthPacket, ConnackPacket, ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { Link } from '../link/link.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import { Peer } from '../peer.testkit.ts';

const method: Property = { name: 'authenticationMethod', value: 'SCRAM' };
const auth = (reasonCode: number, data: string): AuthPacket => ({
  type: 'auth',
  reasonCode,
  properties: [method, { name: 'authenticationData', value: new TextEncoder().encode(data) }],
});
const CONNECT: ConnectPacket = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 0,
  clientId: 'a',
  properties: [method],
};

test('exchanges AUTH before CONNACK, and again for a re-authentication', async () => {
  const peer = await Peer.listen(5);
  let drained: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    drained = resolve;
  });
  let accept: (connack: ConnackPacket) => void = () => undefined;
  const accepted = new Promise<ConnackPacket>((resolve) => {
    accept = resolve;
  });
  let answers = 0;
  const link = new Link(
    nodeEnvironment(),
    new Capture({ conventions: CONVENTIONS, originWallClock: 0 }),
    {
      url: peer.url,
      connect: CONNECT,
      version: 5,
      observeMalformed: false,
      authenticator: {
        answer: ({ reasonCode }) => {
          answers += 1;
          const send = auth(0x18, `answer ${answers.toString()}`);
          return reasonCode === 0x18 ? { send } : undefined;
        },
        accepted: () => undefined,
      },
    },
    {
      accepted: accept,
      answered: () => undefined,
      granted: () => true,
      released: () => undefined,
      ping: () => undefined,
      error: () => undefined,
      ended: () => undefined,
      drained,
    },
  );
  const far = await peer.connection();
  await far.next('connect');
  far.send(auth(0x18, 'first'));
  expect(await far.next('auth')).toEqual(auth(0x18, 'answer 1'));
  far.send(auth(0x18, 'second'));
  expect(await far.next('auth')).toEqual(auth(0x18, 'answer 2'));
  far.send({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [method] });
  await accepted;
  link.reauthenticate(auth(0x19, 'anew'));
  expect(await far.next('auth')).toEqual(auth(0x19, 'anew'));
  far.send(auth(0x18, 'third'));
  expect(await far.next('auth')).toEqual(auth(0x18, 'answer 3'));
  far.send(auth(0x00, 'well'));
  link.disconnect();
  await far.next('disconnect');
  await end;
  await peer.close();
});

/** CONNECT in all forms, and session takeover. */
import { expect } from '@playwright/test';
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { ConnectPacket, ProtocolVersion } from '../../src/mqtt/tables/packet.ts';
import {
  connecting,
  hex,
  message,
  payloadOf,
  type RawClient,
  subscribing,
} from '../kit/peers/rawClient.ts';
import { type Chapter, propertyValue, type World } from './world.ts';

/** CONNECT with some flags inverted. */
function withFlags(version: ProtocolVersion, toggled: number, fields: Partial<ConnectPacket>) {
  const bytes = encode(connecting(version, fields), version);
  const at = version === 3 ? 11 : 9;
  bytes[at] = (bytes[at] ?? 0) ^ toggled;
  return bytes;
}

/**
 * The connection ends, in MQTT 5 after a CONNACK with that reason code, in older versions without a packet.
 */
async function refused(client: RawClient, reasonCode: number): Promise<void> {
  const last = await client.end();
  if (client.version < 5) expect(last).toEqual([]);
  else expect(last).toMatchObject([{ type: 'connack', sessionPresent: false, reasonCode }]);
}

async function refusedBytes(world: World, bytes: Uint8Array, reasonCode: number): Promise<void> {
  const client = await world.open();
  client.write(bytes);
  await refused(client, reasonCode);
}

const will = {
  topic: 'w',
  payload: Buffer.from('w'),
  qos: 0,
  retain: false,
  properties: [],
} as const;

export const CONNECTING: Chapter = {
  name: 'CONNECT',
  checks: [
    {
      name: 'is answered with CONNACK and no session [MQTT-3.1.4-5, 3.2.2-2; 3.1.1: MQTT-3.1.4-4, 3.2.0-1, 3.2.2-1]',
      run: async (world) => {
        const { client, connack } = await world.enter();
        expect(connack).toMatchObject({ sessionPresent: false, reasonCode: 0 });
        client.send({ type: 'pingreq' });
        await client.expect('pingresp');
        await client.disconnect();
      },
    },
    {
      name: 'comes once [MQTT-3.1.0-2, 3.2.0-2; 3.1.1: MQTT-3.1.0-2]',
      run: async (world) => {
        const client = await world.client();
        client.send(connecting(world.version, { clientId: world.name }));
        const last = await client.end();
        if (world.version < 5) expect(last).toEqual([]);
        else expect(last).toMatchObject([{ type: 'disconnect', reasonCode: 0x82 }]);
      },
    },
    {
      name: 'comes first [MQTT-3.1.0-1; 3.1.1: MQTT-3.1.0-1]',
      run: async (world) => {
        for (const packet of [
          { type: 'pingreq' } as const,
          message('a', 'b'),
          subscribing(1, [{ filter: 'a' }]),
          { type: 'disconnect' } as const,
        ]) {
          const client = await world.open();
          client.send(packet, connecting(world.version, { clientId: world.name }));
          expect(await client.end()).toEqual([]);
        }
      },
    },
    {
      name: 'with another protocol name is refused [MQTT-3.1.2-1; 3.1.1: MQTT-3.1.2-1]',
      run: async (world) => {
        const client = await world.open();
        client.send(connecting(world.version, { protocolName: 'hj', clientId: world.name }));
        const last = await client.end();
        for (const packet of last) expect(packet).not.toMatchObject({ reasonCode: 0 });
      },
    },
    {
      name: 'with another level is told so [MQTT-3.1.2-2; 3.1.1: MQTT-3.1.2-2]',
      run: async (world) => {
        for (const protocolLevel of [0, 2, 6, 0x7f, 0xff]) {
          const client = await world.open();
          client.send(connecting(world.version, { protocolLevel, clientId: world.name }));
          const reasonCode = world.version === 5 ? 0x84 : 1;
          expect(await client.end()).toMatchObject([{ type: 'connack', reasonCode }]);
        }
      },
    },
    {
      name: 'with the reserved flag is malformed [MQTT-3.1.2-3, 3.1.4-1; 3.1.1: MQTT-3.1.2-3]',
      versions: [4, 5],
      run: (world) =>
        refusedBytes(world, withFlags(world.version, 1, { clientId: world.name }), 0x81),
    },
    {
      name: 'with will bits that do not go together is malformed [MQTT-3.1.2-11 to 3.1.2-13; 3.1.1: MQTT-3.1.2-13 to 3.1.2-15]',
      versions: [4, 5],
      run: async (world) => {
        const { name: clientId, version } = world;
        await refusedBytes(world, withFlags(version, 0x08, { clientId }), 0x81);
        await refusedBytes(world, withFlags(version, 0x20, { clientId }), 0x81);
        await refusedBytes(world, withFlags(version, 0x18, { clientId, will }), 0x81);
      },
    },
    {
      name: 'with fields that its flags do not tell of is malformed [MQTT-3.1.2-16 to 3.1.2-18; 3.1.1: MQTT-3.1.2-18 to 3.1.2-20]',
      run: async (world) => {
        const { name: clientId, version } = world;
        const user = { clientId, userName: 'u', password: Buffer.from('p') };
        await refusedBytes(world, withFlags(version, 0x40, user), 0x81);
        // MQTT 3.1 checks the remaining length before these flags.
        if (version > 3) await refusedBytes(world, withFlags(version, 0x80, { clientId }), 0x81);
      },
    },
    {
      name: 'may have flags of MQTT 3.1 that mean nothing there [3.1: 3.1]',
      versions: [3],
      run: async (world) => {
        for (const flags of [0x01, 0x18, 0x20, 0x80, 0xc0]) {
          const client = await world.open();
          client.write(withFlags(3, flags, { clientId: world.name }));
          expect((await client.expect('connack')).reasonCode).toBe(0);
        }
      },
    },
    {
      name: 'may have a password alone in MQTT 5 only [3.1.1: MQTT-3.1.2-22]',
      versions: [4, 5],
      run: async (world) => {
        const client = await world.open();
        const password = Buffer.from('p');
        client.send(connecting(world.version, { clientId: world.name, password }));
        if (world.version < 5) expect(await client.end()).toEqual([]);
        else expect((await client.expect('connack')).reasonCode).toBe(0);
      },
    },
    {
      name: 'may be followed by packets in the same write [MQTT-3.1.4]',
      run: async (world) => {
        const client = await world.open();
        client.send(
          connecting(world.version, { clientId: world.name }),
          subscribing(1, [{ filter: world.name, qos: 1 }]),
          message(world.name, 'at once', { qos: 1, packetId: 2 }),
          { type: 'pingreq' },
        );
        await client.expect('connack');
        const rest = [
          await client.next(),
          await client.next(),
          await client.next(),
          await client.next(),
        ];
        expect(rest.map(({ type }) => type).toSorted()).toEqual([
          'pingresp',
          'puback',
          'publish',
          'suback',
        ]);
        expect(payloadOf(rest.find(({ type }) => type === 'publish'))).toBe('at once');
      },
    },
    {
      name: 'that is refused takes what follows along [MQTT-3.1.4-6; 3.1.1: MQTT-3.1.4-5]',
      run: async (world) => {
        const watcher = await world.client();
        await watcher.subscribe(world.name);
        const client = await world.open();
        client.send(
          connecting(world.version, { protocolLevel: 9, clientId: `${world.name}z` }),
          message(world.name, 'never'),
        );
        await client.end();
        expect(await watcher.rest()).toEqual([]);
      },
    },
    {
      name: 'may come byte by byte',
      run: async (world) => {
        const client = await world.open();
        const bytes = encode(connecting(world.version, { clientId: world.name }), world.version);
        for (const byte of bytes) {
          client.write(Uint8Array.of(byte));
          await new Promise((resolve) => setImmediate(resolve));
        }
        expect((await client.expect('connack')).reasonCode).toBe(0);
      },
    },
    {
      name: 'without an identifier: assigned, refused or accepted [MQTT-3.1.3-6, 3.2.2-16; 3.1.1: MQTT-3.1.3-6 to 3.1.3-9]',
      run: async (world) => {
        const refusedCode = { 3: 2, 4: 2, 5: 0 }[world.version];
        for (const cleanStart of [true, false]) {
          const client = await world.open();
          client.send(connecting(world.version, { clientId: '', cleanStart }));
          const { reasonCode, properties } = await client.expect('connack');
          if (world.version === 4 && cleanStart) expect(reasonCode).toBe(0);
          else expect(reasonCode).toBe(refusedCode);
          if (reasonCode !== 0) expect(await client.end()).toEqual([]);
          if (world.version < 5) continue;
          expect(propertyValue(properties, 'assignedClientIdentifier')).toMatch(/./);
        }
      },
    },
    {
      name: 'without an identifier can be come back to by the assigned one [MQTT-3.1.3-7]',
      versions: [5],
      run: async (world) => {
        const { client, connack } = await world.enter({ ...world.lasting(), clientId: '' });
        const clientId = propertyValue(connack.properties, 'assignedClientIdentifier') ?? '';
        await client.disconnect();
        const back = await world.enter({ ...world.lasting(0), clientId });
        expect(back.connack.sessionPresent).toBe(true);
        expect(propertyValue(back.connack.properties, 'assignedClientIdentifier')).toBeUndefined();
      },
    },
    {
      name: 'has an identifier of at most 23 characters in MQTT 3.1, of more in later versions; letters matter [3.1: 3.1]',
      run: async (world) => {
        const long = `${world.name}-${'x'.repeat(200)}`;
        const client = await world.open();
        client.send(connecting(world.version, { clientId: long }));
        expect((await client.expect('connack')).reasonCode).toBe(world.version === 3 ? 2 : 0);
        const small = await world.client({ clientId: `${world.name}a` });
        await world.client({ clientId: `${world.name}A` });
        expect(await small.rest()).toEqual([]);
      },
    },
    {
      name: 'may have any text as identifier, JavaScript’s own names too [MQTT-3.1.3-4]',
      // In one version only, because all versions run in parallel.
      versions: [5],
      run: async (world) => {
        for (const clientId of ['__proto__', 'constructor', 'toString', 'ÄÖ 中 /#+$']) {
          const client = await world.client({ clientId });
          await client.subscribe(`${world.name}/${clientId}`.replaceAll(/[#+]/g, ''));
          await client.publish(`${world.name}/${clientId}`.replaceAll(/[#+]/g, ''), 'x', {
            qos: 1,
          });
          expect(payloadOf(await client.take())).toBe('x');
          await client.disconnect();
        }
      },
    },
    {
      name: 'with a limit of 0, or with a property of another packet, is refused [3.1.2.11]',
      versions: [5],
      run: async (world) => {
        const { name: clientId } = world;
        const attempt = async (properties: ConnectPacket['properties'], reasonCode: number) => {
          const client = await world.open();
          client.send(connecting(5, { clientId, properties }));
          await refused(client, reasonCode);
        };
        await attempt([{ name: 'receiveMaximum', value: 0 }], 0x82);
        await attempt([{ name: 'maximumPacketSize', value: 0 }], 0x82);
        await attempt([{ name: 'requestProblemInformation', value: 2 }], 0x82);
        await attempt([{ name: 'requestResponseInformation', value: 2 }], 0x82);
        await attempt([{ name: 'authenticationData', value: Buffer.from('x') }], 0x82);
        const twice = { name: 'sessionExpiryInterval', value: 1 } as const;
        await attempt([twice, twice], 0x82);
        await attempt([{ name: 'topicAlias', value: 1 }], 0x81);
        await attempt([{ name: 'authenticationMethod', value: 'unheard of' }], 0x8c);
      },
    },
    {
      name: 'with a will that cannot be published is refused [MQTT-3.1.3-11, 4.7.0-1, 1.5.4; 3.1.1: MQTT-4.7.1-1]',
      versions: [4, 5],
      run: async (world) => {
        const client = await world.open();
        client.send(
          connecting(world.version, { clientId: world.name, will: { ...will, topic: 'a/#' } }),
        );
        const last = await client.end();
        for (const packet of last) expect(packet).not.toMatchObject({ reasonCode: 0 });
      },
    },
    {
      name: 'tells the server’s limits [3.2.2.3]',
      versions: [5],
      run: async (world) => {
        const { connack } = await world.enter({
          keepAlive: 120,
          properties: [{ name: 'requestResponseInformation', value: 1 }],
        });
        const { properties } = connack;
        expect(propertyValue(properties, 'serverKeepAlive')).toBe(60);
        expect(propertyValue(properties, 'receiveMaximum')).toBe(10);
        expect(propertyValue(properties, 'topicAliasMaximum')).toBe(4);
        expect(propertyValue(properties, 'maximumPacketSize')).toBe(60_000);
        expect(propertyValue(properties, 'responseInformation')).toMatch(/./);
        expect(propertyValue(properties, 'maximumQoS')).toBeUndefined();
        expect(propertyValue(properties, 'assignedClientIdentifier')).toBeUndefined();
        const zero = await world.enter({ keepAlive: 0 });
        expect(propertyValue(zero.connack.properties, 'serverKeepAlive')).toBe(60);
        expect(propertyValue(zero.connack.properties, 'responseInformation')).toBeUndefined();
      },
    },
    {
      name: 'ends the older connection of that client [MQTT-3.1.4-3; 3.1.1: MQTT-3.1.4-2]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const older = await world.client(fields);
        await older.subscribe(`${world.name}/t`, { qos: 1 });
        const { client, connack } = await world.enter(fields);
        expect(connack.sessionPresent).toBe(world.version > 3);
        const last = await older.end();
        if (world.version < 5) expect(last).toEqual([]);
        else expect(last).toMatchObject([{ type: 'disconnect', reasonCode: 0x8e }]);
        await client.publish(`${world.name}/t`, 'kept', { qos: 1 });
        expect(payloadOf(await client.take())).toBe('kept');
      },
    },
    {
      name: 'is not HTTP, TLS or noise, which end without an answer',
      run: async (world) => {
        for (const bytes of [
          Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
          hex('16 03 01 02 00 01 00 01 fc 03 03'),
          hex('00 00 00 00'),
          hex('ff ff ff ff ff ff'),
        ]) {
          const client = await world.open();
          client.write(bytes);
          expect(await client.end()).toEqual([]);
        }
      },
    },
  ],
};

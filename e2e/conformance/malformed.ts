/** Malformed packets and protocol errors: they end only that connection, with the right reason. */
import { expect } from '@playwright/test';
import { hex, payloadOf } from '../kit/peers/rawClient.ts';
import type { Chapter, World } from './world.ts';

interface Case {
  readonly what: string;
  readonly bytes: string;
  /** Reason code of DISCONNECT in MQTT 5. */
  readonly code: number;
}

/** Invalid in every version. */
const ANY: readonly Case[] = [
  { what: 'type 0', bytes: '00 00', code: 0x81 },
  { what: 'remaining length of five bytes', bytes: '30 80 80 80 80 01', code: 0x81 },
  { what: 'PINGREQ with a body', bytes: 'c0 01 00', code: 0x81 },
  { what: 'QoS 3', bytes: '36 05 00 01 61 00 01', code: 0x81 },
  { what: 'PUBLISH whose topic goes beyond it', bytes: '30 03 00 05 61', code: 0x81 },
  { what: 'PUBLISH without anything', bytes: '30 00', code: 0x81 },
  { what: 'PUBREL of one byte', bytes: '62 01 00', code: 0x81 },
  { what: 'CONNACK from a client', bytes: '20 02 00 00', code: 0x82 },
  { what: 'PINGRESP from a client', bytes: 'd0 00', code: 0x82 },
];

/** Written for 3.1.1, and 3.1 unless it differs. */
const OLD: readonly Case[] = [
  { what: 'packet identifier 0 in PUBLISH', bytes: '32 05 00 01 61 00 00', code: 0 },
  { what: 'packet identifier 0 in SUBSCRIBE', bytes: '82 06 00 00 00 01 61 00', code: 0 },
  { what: 'SUBSCRIBE without filters', bytes: '82 02 00 01', code: 0 },
  { what: 'UNSUBSCRIBE without filters', bytes: 'a2 02 00 01', code: 0 },
  { what: 'SUBSCRIBE with QoS 3', bytes: '82 06 00 01 00 01 61 03', code: 0 },
  { what: 'SUBSCRIBE whose filter goes beyond it', bytes: '82 05 00 01 00 09 61', code: 0 },
  { what: 'a/#/b', bytes: '82 0a 00 01 00 05 61 2f 23 2f 62 00', code: 0 },
  { what: 'a+', bytes: '82 07 00 01 00 02 61 2b 00', code: 0 },
  { what: 'a wildcard in a topic name', bytes: '30 05 00 03 61 2f 2b', code: 0 },
  { what: 'an empty topic name', bytes: '30 02 00 00', code: 0 },
  { what: 'UTF-8 that is none', bytes: '30 04 00 02 c3 28', code: 0 },
  { what: 'a surrogate', bytes: '30 05 00 03 ed a0 80', code: 0 },
  { what: 'U+0000', bytes: '30 04 00 02 61 00', code: 0 },
  { what: 'an overlong form', bytes: '30 04 00 02 c0 80', code: 0 },
  { what: 'PUBACK with trailing bytes', bytes: '40 03 00 01 00', code: 0 },
  { what: 'type 15', bytes: 'f0 00', code: 0 },
];

/** Only in 3.1.1: MQTT 3.1 has DUP there. */
const OLD_FLAGS: readonly Case[] = [
  { what: 'PINGREQ with flags', bytes: 'c1 00', code: 0 },
  { what: 'DUP at QoS 0', bytes: '38 03 00 01 61', code: 0 },
  { what: 'PUBREL without its flags', bytes: '60 02 00 01', code: 0 },
  { what: 'SUBSCRIBE without its flags', bytes: '80 06 00 01 00 01 61 00', code: 0 },
  { what: 'UNSUBSCRIBE without its flags', bytes: 'a0 05 00 01 00 01 61', code: 0 },
  { what: 'DISCONNECT with flags', bytes: 'e1 00', code: 0 },
  { what: 'DISCONNECT with a body', bytes: 'e0 01 00', code: 0 },
  { what: 'reserved bits in a requested QoS', bytes: '82 06 00 01 00 01 61 04', code: 0 },
];

const NEW: readonly Case[] = [
  { what: 'PINGREQ with flags', bytes: 'c1 00', code: 0x81 },
  { what: 'DUP at QoS 0', bytes: '38 04 00 01 61 00', code: 0x81 },
  { what: 'PUBREL without its flags', bytes: '60 02 00 01', code: 0x81 },
  { what: 'SUBSCRIBE without its flags', bytes: '80 07 00 01 00 00 01 61 00', code: 0x81 },
  { what: 'UNSUBSCRIBE without its flags', bytes: 'a0 06 00 01 00 00 01 61', code: 0x81 },
  { what: 'DISCONNECT with flags', bytes: 'e1 00', code: 0x81 },
  { what: 'packet identifier 0 in PUBLISH', bytes: '32 06 00 01 61 00 00 00', code: 0x82 },
  { what: 'packet identifier 0 in SUBSCRIBE', bytes: '82 07 00 00 00 00 01 61 00', code: 0x82 },
  { what: 'packet identifier 0 in UNSUBSCRIBE', bytes: 'a2 06 00 00 00 00 01 61', code: 0x82 },
  { what: 'SUBSCRIBE without filters', bytes: '82 03 00 01 00', code: 0x82 },
  { what: 'UNSUBSCRIBE without filters', bytes: 'a2 03 00 01 00', code: 0x82 },
  { what: 'SUBSCRIBE with QoS 3', bytes: '82 07 00 01 00 00 01 61 03', code: 0x82 },
  { what: 'SUBSCRIBE with retain handling 3', bytes: '82 07 00 01 00 00 01 61 30', code: 0x82 },
  { what: 'SUBSCRIBE with reserved bits', bytes: '82 07 00 01 00 00 01 61 40', code: 0x81 },
  { what: 'a/#/b', bytes: '82 0b 00 01 00 00 05 61 2f 23 2f 62 00', code: 0x8f },
  { what: 'an empty filter', bytes: '82 06 00 01 00 00 00 00', code: 0x8f },
  { what: 'a wildcard in a topic name', bytes: '30 06 00 03 61 2f 2b 00', code: 0x90 },
  { what: 'an empty topic name without an alias', bytes: '30 03 00 00 00', code: 0x82 },
  { what: 'UTF-8 that is none', bytes: '30 05 00 02 c3 28 00', code: 0x81 },
  { what: 'a surrogate', bytes: '30 06 00 03 ed a0 80 00', code: 0x81 },
  { what: 'U+0000', bytes: '30 05 00 02 61 00 00', code: 0x81 },
  { what: 'an unknown property', bytes: '30 06 00 01 61 02 7f 00', code: 0x81 },
  { what: 'a property of another packet', bytes: '30 07 00 01 61 03 21 00 05', code: 0x81 },
  { what: 'a property twice', bytes: '30 08 00 01 61 04 01 00 01 00', code: 0x82 },
  { what: 'a payload format of 2', bytes: '30 06 00 01 61 02 01 02', code: 0x82 },
  { what: 'a topic alias of 0', bytes: '30 07 00 01 61 03 23 00 00', code: 0x94 },
  { what: 'properties that go beyond the packet', bytes: '30 06 00 01 61 09 01 00', code: 0x81 },
  {
    what: 'a property that goes beyond the properties',
    bytes: '30 07 00 01 61 03 03 00 09',
    code: 0x81,
  },
  {
    what: 'a property length of five bytes',
    bytes: '30 09 00 01 61 80 80 80 80 01 00',
    code: 0x81,
  },
  { what: 'a response topic with a wildcard', bytes: '30 08 00 01 61 04 08 00 01 2b', code: 0x82 },
  { what: 'subscription identifier 0', bytes: '82 09 00 01 02 0b 00 00 01 61 00', code: 0x82 },
  {
    what: 'two subscription identifiers',
    bytes: '82 0b 00 01 04 0b 01 0b 02 00 01 61 00',
    code: 0x82,
  },
  { what: 'PUBACK with an unknown reason code', bytes: '40 03 00 01 55', code: 0x81 },
  { what: 'PUBACK with trailing bytes', bytes: '40 05 00 01 00 00 00', code: 0x81 },
  { what: 'DISCONNECT with an unknown reason code', bytes: 'e0 01 55', code: 0x81 },
  { what: 'AUTH out of the blue', bytes: 'f0 00', code: 0x82 },
  { what: 'AUTH that asks for it anew', bytes: 'f0 06 19 04 15 00 01 61', code: 0x82 },
  { what: 'SUBACK from a client', bytes: '90 04 00 01 00 00', code: 0x82 },
];

async function each(world: World, cases: readonly Case[]): Promise<void> {
  const wrong: string[] = [];
  await Promise.all(
    cases.map(async ({ what, bytes, code }) => {
      const client = await world.client();
      // Later bytes must be ignored.
      client.write(Buffer.concat([hex(bytes), hex('c0 00')]));
      const last = await client.end().catch((error: unknown) => [String(error)]);
      const [only] = last;
      const said = typeof only === 'object' && only.type === 'disconnect' ? only.reasonCode : only;
      const expected = world.version === 5 ? code : undefined;
      if (last.length > 1 || said !== expected) {
        wrong.push(`${what}: ${JSON.stringify(last)} instead of 0x${code.toString(16)}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
}

export const MALFORMED: Chapter = {
  name: 'Malformed packets',
  checks: [
    {
      name: 'end the connection, in MQTT 5 with their reason [MQTT-4.13.1-1, 4.13.2-1; 3.1.1: MQTT-4.8.0-1]',
      run: async (world) => {
        const bystander = await world.client();
        await bystander.subscribe(world.name, { qos: 1 });
        await each(world, ANY);
        if (world.version === 5) await each(world, NEW);
        else await each(world, OLD);
        if (world.version === 4) await each(world, OLD_FLAGS);
        await bystander.publish(world.name, 'alive', { qos: 1 });
        expect(payloadOf(await bystander.take())).toBe('alive');
      },
    },
  ],
};

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SignInRequest } from '../../src/alibaba/sign.ts';
import { SIGN_INS, VARIANTS } from '../../src/alibaba/vectors.testkit.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { connecting, RawClient, type TransportName } from '../kit/peers/rawClient.ts';
import { expect, test } from '../kit/test.ts';

interface Sent {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

interface Trial {
  readonly name: string;
  readonly device: SignInRequest;
  readonly sent: Sent;
  readonly returnCode: number;
}

/** All vectors, and in upper case those that are accepted so. */
const TRIALS: readonly Trial[] = [
  ...SIGN_INS.flatMap(({ name, request: device, expected }) =>
    [expected.password, expected.password.toUpperCase()].map((password) => ({
      name,
      device,
      sent: { ...expected, password },
      returnCode: 0,
    })),
  ),
  ...VARIANTS.map(({ name, request: device, sent, returnCode }) => ({
    name,
    device,
    sent,
    returnCode,
  })),
];

const SECRETS = [...new Set(TRIALS.map(({ device }) => device.deviceSecret))];

/** A devices file with one secret per device. */
function devicesFile(folder: string, secret: string): string {
  const devices = TRIALS.filter(({ device }) => device.deviceSecret === secret).map(
    ({ device: { productKey, deviceName, deviceSecret } }) =>
      [`${deviceName}&${productKey}`, { productKey, deviceName, deviceSecret }] as const,
  );
  const file = path.join(folder, `${SECRETS.indexOf(secret)}.json`);
  writeFileSync(file, JSON.stringify([...new Map(devices).values()]));
  return file;
}

async function returnCode(
  companion: Companion,
  transport: TransportName,
  { clientId, username, password }: Sent,
): Promise<number> {
  const client = await new RawClient(4).open(transport, companion);
  try {
    client.send(connecting(4, { clientId, userName: username, password: Buffer.from(password) }));
    return (await client.expect('connack')).reasonCode;
  } finally {
    client.kill();
  }
}

test('accepts or rejects every vector correctly over TCP and WebSocket', async ({
  folder,
  startCompanion,
}) => {
  for (const secret of SECRETS) {
    const companion = await startCompanion(['--no-demo', '--alibaba', devicesFile(folder, secret)]);
    const trials = TRIALS.filter(({ device }) => device.deviceSecret === secret);
    for (const transport of ['TCP', 'WebSocket'] as const) {
      for (const { name, sent, returnCode: expected } of trials) {
        expect(await returnCode(companion, transport, sent), `${name} over ${transport}`).toBe(
          expected,
        );
      }
    }
  }
});

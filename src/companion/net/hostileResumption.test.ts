/** TLS tickets: a session must not outlive the client certificate that it was opened with. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { pemPath } from '../tls.testkit.ts';
import { readTlsIdentity } from './tlsIdentity.ts';

const SHOWN = {
  cert: readFileSync(pemPath('client')),
  key: readFileSync(pemPath('client-key')),
};
/** CONNECT of MQTT 3.1.1 without a client identifier. */
const CONNECT = Buffer.from('100c00044d5154540402003c0000', 'hex');

interface Visit {
  readonly socket: TLSSocket;
  readonly session: Buffer | undefined;
}

/** Signs in, and returns the session that the server issued. */
async function visit(
  url: string,
  version: 'TLSv1.2' | 'TLSv1.3',
  session: Buffer | undefined,
): Promise<Visit> {
  const { hostname: host, port } = new URL(url);
  const versions = { minVersion: version, maxVersion: version };
  const given = { ...SHOWN, ...versions, ...(session && { session }) };
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ...given });
  onTestFinished(() => void socket.destroy());
  let got: Buffer | undefined;
  socket.on('session', (told: Buffer) => {
    got = told;
  });
  socket.write(CONNECT);
  // After CONNACK, the server has accepted the certificate and sent its tickets.
  await once(socket, 'data');
  return { socket, session: got ?? socket.getSession() };
}

it.each([
  ['TLSv1.2', true],
  ['TLSv1.3', true],
  ['TLSv1.2', false],
  ['TLSv1.3', false],
] as const)('%s: checks a client certificate on each connection: %s', async (version, isAsked) => {
  const clientCa = isAsked ? pemPath('client-ca') : undefined;
  const files = { cert: pemPath('cert'), key: pemPath('key'), clientCa };
  const { mqtt } = await startTestCompanion({ tls: await readTlsIdentity(files) });
  const { session } = await visit(mqtt, version, undefined);
  const { socket } = await visit(mqtt, version, session);
  expect(socket.isSessionReused()).toBe(!isAsked);
});

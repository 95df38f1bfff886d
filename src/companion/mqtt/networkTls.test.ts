/** A TLS handshake that a simulated network cuts: at the companion's own port, and at a tap. */
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { CERT, echo, KEY, tlsEcho } from '../dial/servers.testkit.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { tapTo } from '../tap/deviceTap.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { WireHost } from '../wires/wireHost.ts';

/** How the attempt ends: `secure`, or the error's code. */
async function attempt(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: CERT });
  onTestFinished(() => {
    socket.destroy();
  });
  const failed = once(socket, 'error').then(([error]) =>
    error instanceof Error && 'code' in error ? String(error.code) : 'error',
  );
  return Promise.race([once(socket, 'secureConnect').then(() => 'secure'), failed]);
}

const staged = (tlsCut: number): WireHost => {
  const wires = new WireHost({ marked: () => undefined, placed: () => undefined });
  wires.command({ kind: 'set-rules', rules: { version: 1, rules: [], network: { tlsCut } } });
  return wires;
};

test('at the companion’s own port, every time and with the set probability', async () => {
  const tls = await readTlsIdentity(TLS_FILES);
  const cut = await startTestCompanion({ tls, network: { tlsCut: 1 } });
  expect(await attempt(Number(new URL(cut.mqtt).port))).toBe('ECONNRESET');
  const half = await startTestCompanion({ tls, network: { tlsCut: 0.5, seed: 3 } });
  const seen = new Set<string>();
  for (let tries = 0; tries < 12; tries += 1) {
    seen.add(await attempt(Number(new URL(half.mqtt).port)));
  }
  expect(seen).toEqual(new Set(['ECONNRESET', 'secure']));
});

test('between a device and a tap, once the device has begun it', async () => {
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${await echo()}`], {
    listen: 'mqtts://127.0.0.1:0',
    identity: () => ({ cert: CERT, key: KEY }),
    wires: staged(1),
  });
  expect(await attempt(port)).toBe('ECONNRESET');
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]?.cause).toEqual({ key: 'on-purpose', args: { rule: 'network' } });
});

test('between a tap and its broker', async () => {
  const { port, heard } = await tapTo([`mqtts://localhost:${await tlsEcho()}`], {
    ca: CERT,
    wires: staged(1),
  });
  const device = connectPlain(port, '127.0.0.1');
  device.on('error', () => undefined);
  await once(device, 'close');
  expect(heard.endings[0]?.cause).toEqual({ key: 'on-purpose', args: { rule: 'network' } });
});

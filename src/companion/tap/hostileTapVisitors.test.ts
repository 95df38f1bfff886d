/** Silent devices of one address at a tap do not block other devices. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { listeningWith } from '../dial/servers.testkit.ts';
import { tapTo } from './deviceTap.testkit.ts';

const CONNECT = Buffer.from('100f00044d5154540402003c0003616263', 'hex');
const CONNACK = Buffer.of(0x20, 2, 0, 0);

async function opened(port: number, localAddress: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Sends a packet and waits for CONNACK. */
async function signedIn(port: number, localAddress: string): Promise<Socket> {
  const socket = await opened(port, localAddress);
  socket.write(CONNECT);
  await once(socket, 'data');
  return socket;
}

test('keeps a signed-in device, and evicts from the address with the most silent ones', async () => {
  const broker = await listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(CONNACK));
  });
  const { port, tap, heard } = await tapTo([`mqtt://127.0.0.1:${broker}`], { most: 4 });
  const inside = await signedIn(port, '127.0.0.3');
  const crowd: Socket[] = [];
  for (let count = 0; count < 12; count += 1)
    crowd.push((await opened(port, '127.0.0.2')).resume());
  const next = await signedIn(port, '127.0.0.4');
  expect([inside.destroyed, next.destroyed]).toEqual([false, false]);
  await eventually(() => {
    expect(crowd.filter(({ destroyed }) => !destroyed)).toHaveLength(2);
    expect(tap.connections).toBe(4);
  });
  expect(heard.endings.map(({ cause }) => cause.key)).toEqual(
    Array.from({ length: 10 }, () => 'crowded-out'),
  );
  // Signed-in devices are never evicted.
  await signedIn(port, '127.0.0.4');
  await signedIn(port, '127.0.0.4');
  await once((await opened(port, '127.0.0.5')).resume(), 'close');
  expect([inside.destroyed, tap.connections]).toEqual([false, 4]);
});

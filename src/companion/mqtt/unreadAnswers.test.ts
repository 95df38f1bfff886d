/** Clients over HTTP that send requests and do not read the responses. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';

const MEBIBYTE = 1024 * 1024;
/** More than the system buffers for a client that does not read. */
const LARGE = 16 * MEBIBYTE;

/** An app with one large file. */
function largeApp(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'page');
  writeFileSync(join(folder, 'assets', 'large.js'), Buffer.alloc(LARGE, 'x'));
  return folder;
}

async function open(app: string): Promise<Socket> {
  const { hostname, port } = new URL(app);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const get = (app: string, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${new URL(app).host}\r\n\r\n`;

it('clients of the same file share its bytes, however slowly they read', async () => {
  const { app } = await startTestCompanion({ app: largeApp() });
  const before = process.memoryUsage().arrayBuffers;
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(app)));
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write(get(app, '/assets/large.js'));
      await once(socket, 'readable');
    }),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * LARGE);

  const [first] = sockets;
  let length = 0;
  first?.on('data', (bytes: Buffer) => {
    length += bytes.length;
  });
  await eventually(() => expect(length).toBeGreaterThan(LARGE));
});

it('pipelined requests are answered in order', async () => {
  const { app } = await startTestCompanion();
  const socket = await open(app);
  const paths = ['/assets/app-1a2b.js', '/nothing', '/', '/companion.json'];
  socket.write(paths.map((path) => get(app, path)).join(''));
  let answers = '';
  socket.on('data', (bytes: Buffer) => {
    answers += bytes.toString();
  });
  await eventually(() => expect(answers).toContain('"appVersion"'));
  expect(answers).toMatch(
    /200 OK[^]*export[^]*404 Not[^]*nothing at this[^]*200 OK[^]*<title>[^]*200 OK/,
  );
  // Later responses too, after all were read.
  answers = '';
  socket.write(get(app, '/'));
  await eventually(() => expect(answers).toContain('<title>'));
});

it('a connection that sends requests without reading is closed, with a reason in the log', async () => {
  const lines: string[] = [];
  const { app } = await startTestCompanion({
    app: largeApp(),
    log: {
      write: (text) => Promise.resolve(void lines.push(text)),
      reopen: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
  });
  const patient = await open(app);
  patient.write(get(app, '/assets/large.js').repeat(5));
  const greedy = await open(app);
  greedy.write(get(app, '/assets/large.js').repeat(500));
  await once(greedy.resume(), 'close');
  expect(patient.destroyed).toBe(false);
  await eventually(() =>
    expect(lines.join('')).toMatch(/"limit":"request".*are waiting for earlier answers/),
  );
});

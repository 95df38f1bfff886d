import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as listen } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { cli } from '../../i18n/cli/en/texts.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { runHealth } from './healthCommand.ts';
import { ask } from './http.testkit.ts';

async function health(...argv: readonly string[]): Promise<readonly [number, string]> {
  const output = new PassThrough();
  const at = { output, notice: () => undefined, texts: cli, version: '1.2.3' };
  const code = await runHealth(argv, at);
  return [code, String(output.read()).trim()];
}

it('is good if the companion works, also with TLS', async () => {
  const allowedOrigins = ['https://tools.example'];
  const { app, notices } = await startTestCompanion({ allowedOrigins });
  expect(await health(app)).toEqual([0, 'ok']);
  expect((await ask(app, '/livez')).body).toBe('ok\n');
  expect((await ask(app, '/readyz')).body).toBe('ok\n');
  const unknown = await ask(app, '/', { host: 'tools.example.net:8080' });
  expect(unknown).toMatchObject({ status: 403 });
  expect(unknown.body).toMatch(/host name\. Start it with --allow-origin and the address/);
  expect(notices.join('\n')).toContain('If a proxy serves https://tools.example, everybody');
  const secure = await startTestCompanion({ tls: await readTlsIdentity(TLS_FILES) });
  expect(await health(secure.app)).toEqual([0, 'ok']);
  expect(secure.notices.join('\n')).not.toContain('If a proxy serves');
});

it('is not good with a different answer, and fails without an answer', async () => {
  const server = createServer(({ url }, response) => response.writeHead(503).end(`full at ${url}`));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  onTestFinished(() => void server.close());
  expect(await health(`http://127.0.0.1:${port}`)).toEqual([3, 'full at /healthz']);
  for (const path of ['/tools/scope', '/tools/scope/', '/tools/scope/healthz'])
    expect(await health(`http://127.0.0.1:${port}${path}`)).toEqual([
      3,
      'full at /tools/scope/healthz',
    ]);
  server.close();
  await once(server, 'close');
  await expect(health(`http://127.0.0.1:${port}`)).rejects.toThrow(
    /does not answer: nothing listens/,
  );
  await expect(health('broker')).rejects.toThrow('URL must be the address of the app');
});

it('names another protocol on the port', async () => {
  const { app } = await startTestCompanion({});
  const encrypted = app.replace('http:', 'https:');
  await expect(health(encrypted)).rejects.toThrow(/answer: the other side does not speak TLS\.$/);
  const server = listen((socket) => socket.end(Uint8Array.of(0x20, 2, 0, 1)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await expect(health(`http://127.0.0.1:${port}`)).rejects.toThrow(/the answer is not HTTP\.$/);
});

it('asks the port of the environment without an address, with and without TLS', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const tls of [undefined, await readTlsIdentity(TLS_FILES)]) {
    const { app } = await startTestCompanion({ ...(tls && { tls }) });
    vi.stubEnv('MQTTSCOPE_HTTP', new URL(app).port);
    expect(await health()).toEqual([0, 'ok']);
  }
});

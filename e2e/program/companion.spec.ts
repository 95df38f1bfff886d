/** The shipped companion's command line and limits, without a browser. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { WebSocket } from 'ws';
import { connectOther } from '../kit/peers/client.ts';
import { BIN, runBin } from '../kit/peers/companion.ts';
import { listenOnLoopback } from '../kit/peers/loopback.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';

/** Runs the command to its end. */
async function ended(args: string[], env: Record<string, string> = {}) {
  const running = runBin(args, env);
  // The exit event may precede the last output.
  await once(running.child, 'close');
  return { code: running.child.exitCode, out: running.stdout(), err: running.stderr() };
}

/** A listener on a free port. */
async function occupy(port = 0): Promise<{ port: number; release: () => void }> {
  const server = net.createServer();
  const own = await listenOnLoopback(server, port);
  return { port: own, release: () => server.close() };
}

function get(url: string, headers: Record<string, string> = {}): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers }, (response) => {
        response.resume();
        resolve(response);
      })
      .on('error', reject);
  });
}

/** Status of a rejected WebSocket handshake; 101 if it is accepted. */
function handshake(url: string, origin?: string, protocol = 'mqtt'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, protocol, origin ? { origin } : {});
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => resolve(0));
  });
}

test('prints only its addresses, rejects foreign origins, and ends cleanly', async ({
  companion,
}) => {
  await test.step('foreign origins and hosts are rejected, the own origin and no origin are accepted', async () => {
    const { origin } = new URL(companion.app);
    expect(await handshake(companion.ws)).toBe(101);
    expect(await handshake(companion.ws, origin)).toBe(101);
    expect(await handshake(companion.ws, 'http://evil.example')).toBe(403);
    expect(await handshake(companion.ws, undefined, 'soap')).toBe(400);
    expect((await get(companion.app, { host: 'evil.example' })).statusCode).toBe(403);
  });

  await test.step('headers: a strict policy and isolation', async () => {
    const { headers, statusCode } = await get(companion.app);
    expect(statusCode).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });

  await test.step('hostile client names are only names', async () => {
    for (const clientId of ['__proto__', 'constructor', 'toString']) {
      const other = await connectOther(companion.mqtt, '5', { clientId });
      await other.client.subscribeAsync(`${clientId}/#`, { qos: 1 });
      await other.client.publishAsync(`${clientId}/hasOwnProperty`, 'x', { qos: 1 });
      await other.message(`${clientId}/hasOwnProperty`);
      await other.client.endAsync();
    }
  });

  await test.step('prints one address per line, the token and nothing else, and ends cleanly', async () => {
    expect(companion.stdout().trim().split('\n')).toEqual([
      expect.stringMatching(/^app http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/),
      expect.stringMatching(/^mqtt mqtt:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^ws ws:\/\/127\.0\.0\.1:\d+\/mqtt$/),
      expect.stringMatching(/^token [\w-]{43}$/),
    ]);
    expect(await companion.stop('SIGINT')).toBe(0);
  });
});

test('SIGHUP reopens the log without ending; arguments with secrets are hidden', async ({
  startCompanion,
}) => {
  const log = test.info().outputPath('events.ndjson');
  const companion = await startCompanion(['--no-demo', '--user', 'ann:unspoken', '--log', log]);
  const { client } = await connectOther(companion.mqtt, '5', {
    username: 'ann',
    password: 'unspoken',
  });
  renameSync(log, `${log}.1`);
  companion.child.kill('SIGHUP');
  await until(() => existsSync(log) || undefined, 'a new log');
  expect(client.connected).toBe(true);
  const line = execFileSync('ps', ['-o', 'args=', '-p', `${companion.child.pid}`]).toString();
  expect(line).toContain('mqttscope');
  expect(line).not.toContain('unspoken');
  await client.endAsync();
  expect(await companion.stop('SIGINT')).toBe(0);
});

test('--help and --version', async () => {
  const commands = execFileSync(process.execPath, [BIN, '--help'], { encoding: 'utf8' });
  for (const command of ['serve', 'run', 'dissect', 'problems'])
    expect(commands).toContain(command);
  const help = execFileSync(process.execPath, [BIN, 'serve', '--help'], { encoding: 'utf8' });
  for (const option of ['--host', '--http', '--mqtt', '--user', '--no-demo', '--no-broker']) {
    expect(help).toContain(option);
  }
  for (const option of ['--tls-cert', '--tls-key', '--allow-origin', '--open', '--alibaba']) {
    expect(help).toContain(option);
  }
  const version = execFileSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' });
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('usage errors exit with 2 and a reason', async () => {
  for (const args of [
    ['--nonsense'],
    ['--http', 'x'],
    ['--http', '70000'],
    ['--user', 'nocolon'],
  ]) {
    const { code, out, err } = await ended(args);
    expect(code, args.join(' ')).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(args[0]);
  }
});

test('a taken port fails with 1 and one line, without partial start', async () => {
  const taken = await occupy();
  const { code, out, err } = await ended(['--http', '0', '--mqtt', String(taken.port)]);
  taken.release();
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(String(taken.port));
});

test('another host without users is rejected with the reason', async () => {
  const { code, err } = await ended(['--host', '0.0.0.0', '--http', '0', '--mqtt', '0']);
  expect(code).toBe(2);
  expect(err).toContain('--user');
});

test('users from options, a file and the environment sign in; others are rejected', async ({
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--user', 'ann:secret:with:colons'], {
    MQTTSCOPE_USERS: 'bob:hunter2',
  });
  for (const [username, password] of [
    ['ann', 'secret:with:colons'],
    ['bob', 'hunter2'],
  ] as const) {
    const other = await connectOther(companion.mqtt, '3.1.1', { username, password });
    await other.client.endAsync();
  }
  await expect(connectOther(companion.mqtt, '3.1.1')).rejects.toThrow(/not authorized|bad user/i);
  await expect(
    connectOther(companion.mqtt, '5', { username: 'ann', password: 'wrong' }),
  ).rejects.toThrow(/bad user|not authorized/i);
});

test('devices of a file sign in only with the right secret', async ({ folder, startCompanion }) => {
  const file = path.join(folder, 'devices.json');
  // The example in the platform's documentation.
  writeFileSync(
    file,
    JSON.stringify([{ productKey: 'pk', deviceName: 'device', deviceSecret: 'secret' }]),
  );
  const companion = await startCompanion(['--no-demo', '--alibaba', file]);
  const right = {
    clientId: '12345|securemode=3,signmethod=hmacsha1,timestamp=789|',
    username: 'device&pk',
    password: 'FAFD82A3D602B37FB0FA8B7892F24A477F851A14',
  };
  const other = await connectOther(companion.mqtt, '3.1.1', right);
  await other.client.endAsync();
  const wrong = { ...right, password: right.password.replace('F', 'E') };
  await expect(connectOther(companion.mqtt, '3.1.1', wrong)).rejects.toMatchObject({ code: 4 });
  await expect(connectOther(companion.mqtt, '5', wrong)).rejects.toMatchObject({ code: 0x86 });
});

/** Walks the app behind a proxy with TLS, and checks that the companion learns the addresses of clients. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { chromium } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { startCompanion } from '../kit/peers/companion.ts';
import { start, until, untilUp } from '../kit/peers/processes.ts';
import { browserOrExit } from '../run/programs.ts';
import type { Outcome } from '../run/step.ts';
import type { Proxy } from './proxies.ts';

/** CONNECT of MQTT 3.1.1 with the identifier `x`. */
const CONNECT = Buffer.from('100d00044d51545404020000000178', 'hex');

/** Empty if the proxy is not installed. */
export async function checkProxy(proxy: Proxy): Promise<Outcome[]> {
  const { name, module } = proxy;
  const isInstalled = spawnSync(name, ['-v']).status === 0;
  if (!isInstalled || (module !== undefined && !existsSync(module))) {
    console.log(`${name}: NOT CHECKED, because it is not installed`);
    return [];
  }
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), `mqttscope-${name}-`));
  const ports = { web: await freePort(), mqtt: await freePort() };
  const origin = `https://localhost:${ports.web}`;
  const log = path.join(folder, 'events');
  const options = `--allow-origin ${origin} --trust-proxy 127.0.0.1 --user ann:secret --allow-anonymous`;
  const companion = await startCompanion([...options.split(' '), '--log', log]);
  const behind = { web: new URL(companion.app).host, mqtt: new URL(companion.mqtt).host };
  const running = start(name, proxy.configure(ports, behind, folder));
  const results: boolean[] = [];
  try {
    await untilUp(running, () => canConnect(ports.web), name);
    for (const at of proxy.paths) results.push(await walks(`${origin}${at}`));
    results.push(
      // The browser's port is not in X-Forwarded-For.
      await knows('X-Forwarded-For', log, '127.0.0.1'),
      await knows('PROXY header', log, await signIn(ports.mqtt)),
    );
  } finally {
    await running.stop('SIGTERM');
    await companion.stop();
    rmSync(folder, { recursive: true });
  }
  const passed = results.filter((isGood) => isGood).length;
  const seconds = (Date.now() - started) / 1000;
  return [{ name: name, passed, failed: results.length - passed, seconds }];
}

/** Signs in over TLS. Returns the client's address that the log should contain. */
async function signIn(port: number): Promise<string> {
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  const address = await new Promise<string>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () => socket.write(CONNECT));
    socket.once('data', () => resolve(`127.0.0.1:${socket.localPort}`));
  });
  socket.destroy();
  return address;
}

/** Whether the log has a client of this address. */
async function knows(what: string, log: string, address: string): Promise<boolean> {
  const isThere = (): boolean =>
    readFileSync(log, 'utf8')
      .split('\n')
      .some((line) => line.includes('"sign-in"') && line.includes(`"address":"${address}"`));
  const isKnown = await until(isThere, what, 5_000).catch(() => false);
  console.log(`${isKnown ? '✓' : '✗'} ${what}`);
  return isKnown;
}

/** Whether the app shows live topics after a visitor starts the demo. */
async function walks(address: string): Promise<boolean> {
  const browser = await chromium.launch({
    executablePath: browserOrExit(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('button', { name: 'Try the live demo', exact: true }).click();
    await page.getByRole('heading', { name: /zone-1$/ }).waitFor({ timeout: 60_000 });
    console.log(`✓ ${address}`);
    return true;
  } catch (error) {
    console.log(`✗ ${address}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await browser.close();
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Walks the app behind a proxy with TLS, and signs in to the broker through it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { chromium } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { startCompanion } from '../kit/peers/companion.ts';
import { start, untilUp } from '../kit/peers/processes.ts';
import { browserOrExit } from '../run/programs.ts';
import type { Outcome } from '../run/step.ts';
import type { Proxy } from './proxies.ts';

/** CONNECT of MQTT 3.1.1 with the identifier `x`. */
const CONNECT = Buffer.from('100d00044d51545404020000000178', 'hex');
/** CONNACK without an error. */
const ACCEPTED = '20020000';

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
  const options = `--allow-origin ${origin} --user ann:secret --allow-anonymous`;
  const companion = await startCompanion(options.split(' '));
  const behind = { web: new URL(companion.app).host, mqtt: new URL(companion.mqtt).host };
  const running = start(name, proxy.configure(ports, behind, folder));
  const results: boolean[] = [];
  try {
    await untilUp(running, () => canConnect(ports.web), name);
    for (const at of proxy.paths) results.push(await walks(`${origin}${at}`));
    results.push(await signsIn(ports.mqtt), await isHidden(`${origin}/metrics`));
  } finally {
    await running.stop('SIGTERM');
    await companion.stop();
    rmSync(folder, { recursive: true });
  }
  const passed = results.filter((isGood) => isGood).length;
  const seconds = (Date.now() - started) / 1000;
  return [{ name: name, passed, failed: results.length - passed, seconds }];
}

/** Whether the broker accepts a client over TLS. */
async function signsIn(port: number): Promise<boolean> {
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () => socket.write(CONNECT));
    socket.once('data', resolve);
  });
  socket.destroy();
  const isAccepted = answer.toString('hex') === ACCEPTED;
  console.log(`${isAccepted ? '✓' : '✗'} MQTT over TLS`);
  return isAccepted;
}

/** Whether the proxy's clients cannot read the metrics of this machine. */
async function isHidden(address: string): Promise<boolean> {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    https
      .get(address, { rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .once('error', reject);
  });
  console.log(`${status === 403 ? '✓' : '✗'} metrics`);
  return status === 403;
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

export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Walks the app for Home Assistant as its ingress serves it: below a path, in a frame, and signed in by a proxy at one
 * address. nginx stands in for the ingress, a local server for the Supervisor, and a companion for the broker.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type FrameLocator } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { BIN, startCompanion } from '../kit/peers/companion.ts';
import { start, untilUp } from '../kit/peers/processes.ts';
import { browserOrExit } from '../run/programs.ts';
import { type Outcome, ROOT } from '../run/step.ts';
import { canConnect } from './behindProxies.ts';
import { NGINX } from './proxies.ts';
import { APP, standInSupervisor } from './supervisor.ts';

/** Address from which nginx connects to the app, as the Supervisor does from 172.30.32.2. */
const INGRESS = '127.0.0.2';
const HOST = 'homeassistant.local';
const PREFIX = '/api/hassio_ingress/7a_K-x1';
const DASHBOARD = '/mqttscope';
const WAIT = { timeout: 60_000 };

interface Ports {
  readonly web: number;
  readonly app: number;
}

/** Sends the headers that Home Assistant and the Supervisor send. */
function nginxConfig(ports: Ports, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};\n`,
  );
  const headers = Object.entries({
    Host: '$http_host',
    'X-Forwarded-For': '$proxy_add_x_forwarded_for',
    'X-Forwarded-Host': '$http_host',
    'X-Forwarded-Proto': '$scheme',
    'X-Ingress-Path': PREFIX,
    Upgrade: '$http_upgrade',
    Connection: '"upgrade"',
  }).map(([name, value]) => `proxy_set_header ${name} ${value};\n`);
  return `daemon off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  ${temporary.join('')}
  server {
    listen 127.0.0.1:${ports.web};
    location = ${DASHBOARD} {
      default_type text/html;
      return 200 '<iframe src="${PREFIX}/" style="width:1200px;height:800px"></iframe>';
    }
    location ${PREFIX}/ {
      proxy_pass http://127.0.0.1:${ports.app}/;
      proxy_bind ${INGRESS};
      proxy_http_version 1.1;
      ${headers.join('')}
    }
  }
}
`;
}

type Check = readonly [name: string, run: () => Promise<void>];

export async function checkIngress(): Promise<Outcome[]> {
  if (spawnSync(NGINX.name, ['-v']).status !== 0) {
    console.log('homeassistant: NOT CHECKED, because nginx is not installed');
    return [];
  }
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-ingress-'));
  // The app runs as another user.
  chmodSync(folder, 0o755);
  const ports = { web: await freePort(), app: await freePort() };
  const broker = await startCompanion(['--no-demo', '--user', 'addons:se/cret']);
  const { hostname: host, port } = new URL(broker.mqtt);
  const signIn = { username: 'addons', password: 'se/cret' };
  const supervisor = await standInSupervisor({ host, port: Number(port), ssl: false, ...signIn });
  const app = startApp(supervisor.api, ports, path.join(folder, 'data'));
  const config = path.join(folder, 'nginx.conf');
  writeFileSync(config, nginxConfig(ports, folder));
  const files = ['-p', folder, '-c', config, '-e', path.join(folder, 'error.log')];
  const nginx = start(NGINX.name, files);
  let failed = 0;
  const checks = [...requestChecks(ports), ...pageChecks(ports)];
  try {
    await untilUp(app, () => canConnect(ports.app), 'the app');
    await untilUp(nginx, () => canConnect(ports.web), 'nginx');
    for (const [name, run] of checks) {
      try {
        await run();
        console.log(`✓ ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await nginx.stop('SIGTERM');
    await app.stop();
    await broker.stop();
    supervisor.close();
    rmSync(folder, { recursive: true });
  }
  const seconds = (Date.now() - started) / 1000;
  return [{ name: 'homeassistant', passed: checks.length - failed, failed, seconds }];
}

/** Runs the app's start script with the built program. */
function startApp(api: string, { web, app }: Ports, data: string) {
  mkdirSync(data);
  writeFileSync(path.join(data, 'options.json'), '{"brokers":[]}');
  const listeners = ['--listen', `http://127.0.0.1:${app}`, '--mqtt', '0'];
  // The proxy is at an address of this machine.
  const names = ['--allow-origin', `http://${HOST}:${web}`];
  const options = [...listeners, '--ingress', INGRESS, ...names, '--no-demo'];
  const script = ['--import', 'tsx', path.join(APP, 'start.mts'), BIN, data, ...options];
  const env = { SUPERVISOR_API: api, SUPERVISOR_TOKEN: 'x' };
  return start(process.execPath, script, env, { cwd: ROOT });
}

/** Requests with other addresses and origins. */
function requestChecks({ web, app }: Ports): readonly Check[] {
  const host = `${HOST}:${web}`;
  const below = `${PREFIX}/companion.json`;
  const forged = { host, 'x-forwarded-for': INGRESS, origin: `http://${host}` };
  return [
    ['another address gets nothing', () => expectStatus(403, app, '/', forged)],
    ['the ingress gets the page', () => expectStatus(200, web, `${PREFIX}/`, { host })],
    [
      'a page of another origin gets nothing',
      () => expectStatus(403, web, below, { host, origin: `http://${HOST}` }),
    ],
    [
      'the ingress cannot read metrics',
      () => expectStatus(403, web, `${PREFIX}/metrics`, { host }),
    ],
  ];
}

async function expectStatus(
  expected: number,
  port: number,
  at: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const status = await new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: at, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .once('error', reject);
  });
  if (status !== expected) throw new Error(`HTTP ${String(status)}`);
}

/** Steps of a Home Assistant user. */
function pageChecks({ web }: Ports): readonly Check[] {
  const inFrame = (walk: (frame: FrameLocator) => Promise<void>) => async (): Promise<void> => {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({
      executablePath: browserOrExit(),
      args: [...sandbox, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
    });
    try {
      const context = await browser.newContext({ locale: 'en-US' });
      const page = await context.newPage();
      await page.goto(`http://${HOST}:${web}${DASHBOARD}`);
      const frame = page.frameLocator('iframe');
      await frame.getByText('Companion running: TCP, TLS and WebSocket').waitFor(WAIT);
      await walk(frame);
    } finally {
      await browser.close();
    }
  };
  return [
    [
      'the page connects to the broker of Home Assistant, without a token',
      inFrame(async (frame) => {
        await frame.getByRole('button', { name: 'Home-Assistant' }).click(WAIT);
        const tabs = frame.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
        await tabs.filter({ hasText: /(?<!not )connected/ }).waitFor(WAIT);
      }),
    ],
    [
      'the page controls the broker of the app, without a user',
      inFrame(async (frame) => {
        await frame.getByRole('button', { name: 'Try the live demo', exact: true }).click();
        const desks = frame.getByRole('navigation', { name: 'Desks', exact: true });
        await desks.getByRole('button', { name: /^Broker/ }).click(WAIT);
        const clients = frame.getByRole('grid', { name: 'Clients', exact: true });
        await clients.getByRole('row').nth(1).waitFor(WAIT);
      }),
    ],
  ];
}

/** Walks the app behind nginx with TLS: at the root of a host, and below a path. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { startCompanion } from '../kit/companion.ts';
import { start, untilUp } from '../kit/processes.ts';
import { browserOrExit } from '../run/programs.ts';
import { type Outcome, ROOT } from '../run/step.ts';

const PATHS = ['/', '/tools/mqttscope/'];
const TLS = path.join(ROOT, 'src/companion/testdata/tls');

/** Empty if nginx is not installed. */
export async function checkNginx(): Promise<Outcome[]> {
  if (spawnSync('nginx', ['-v']).status !== 0) {
    console.log('nginx: NOT CHECKED, because it is not installed');
    return [];
  }
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-nginx-'));
  const port = await freePort();
  const origin = `https://localhost:${port}`;
  const companion = await startCompanion(['--allow-origin', origin]);
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, configuration(port, new URL(companion.app).host, folder));
  const nginx = start('nginx', ['-p', folder, '-c', file, '-e', path.join(folder, 'error.log')]);
  let passed = 0;
  try {
    await untilUp(nginx, () => canConnect(port), 'nginx');
    for (const prefix of PATHS) passed += (await walks(`${origin}${prefix}`)) ? 1 : 0;
  } finally {
    await nginx.stop('SIGQUIT');
    await companion.stop();
    rmSync(folder, { recursive: true });
  }
  const seconds = (Date.now() - started) / 1000;
  return [{ name: 'nginx', passed, failed: PATHS.length - passed, seconds }];
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

/** The documented server block, with the app below a path as well. */
function configuration(port: number, companion: string, folder: string): string {
  const location = (prefix: string): string => `
    location ${prefix} {
      proxy_pass http://${companion}/;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout 1h;
    }`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
${temporary.join('\n')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${TLS}/cert.pem;
    ssl_certificate_key ${TLS}/key.pem;
${PATHS.map(location).join('\n')}
  }
}
`;
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

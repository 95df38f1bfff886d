/** Starts the container without users, and signs in with the user that it prints. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { connectOther } from '../kit/peers/client.ts';
import { until } from '../kit/peers/processes.ts';
import type { Outcome } from '../run/step.ts';
import { podman, steps } from './container.ts';

const USER = /^user (\S+) (\S+)$/m;

export async function checkContainer(): Promise<Outcome[]> {
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-container-'));
  const container = podman() ?? steps(folder);
  const ports = { web: await freePort(), mqtt: await freePort() };
  const results: boolean[] = [];
  const check = (isGood: boolean, what: string): void => {
    console.log(`${isGood ? '✓' : '✗'} ${what}`);
    results.push(isGood);
  };
  try {
    container.build();
    const running = container.start(ports);
    try {
      const [, name = '', password = ''] = await until(() => {
        if (running.isOver()) throw new Error(`It ended: ${running.stdout()}${running.stderr()}`);
        return USER.exec(running.stdout()) ?? undefined;
      }, 'the printed user');
      check(await connects(ports.mqtt, name, password), 'the printed user signs in');
      check(!(await connects(ports.mqtt, name, 'other')), 'another password is refused');
      check(!(await connects(ports.mqtt)), 'a client without a user is refused');
      const page = await fetch(`http://127.0.0.1:${ports.web}/`);
      check((await page.text()).includes('<div id="root">'), 'the page is served');
      check(container.isHealthy(ports), 'the health check passes');
    } finally {
      check((await running.stop()) === 0, 'SIGTERM ends it with code 0');
    }
    check(!container.isHealthy(ports), 'the health check fails afterwards');
  } finally {
    rmSync(folder, { recursive: true });
  }
  const passed = results.filter(Boolean).length;
  const seconds = (Date.now() - started) / 1000;
  const name = `container (${container.how})`;
  return [{ name, passed, failed: results.length - passed, seconds }];
}

async function connects(port: number, username?: string, password = ''): Promise<boolean> {
  try {
    const signIn = username === undefined ? {} : { username, password };
    const { client } = await connectOther(`mqtt://127.0.0.1:${port}`, '5', signIn);
    await client.endAsync();
    return true;
  } catch {
    return false;
  }
}

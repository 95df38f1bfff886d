/** The app for Home Assistant, with a stand-in for the Supervisor. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readVersion } from '../../src/companion/version.ts';
import { start, until } from '../kit/peers/processes.ts';
import { ROOT } from '../run/step.ts';
import { APP, standInSupervisor } from './supervisor.ts';

/** Prints what the program would get. */
const PROGRAM = `
const { argv, env } = process;
console.log(JSON.stringify({ words: argv.slice(2), brokers: env.MQTTSCOPE_BROKERS, user: process.getuid() }));
`;
const BROKER = { addon: 'core_mosquitto', host: 'core-mosquitto', port: 1883, ssl: false };

interface Started {
  /** Output of the program. */
  readonly printed: unknown;
  readonly data: string;
  readonly log: string;
}

async function started(api: string, brokers: readonly string[] = []): Promise<Started> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-home-assistant-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const data = path.join(folder, 'data');
  const main = path.join(folder, 'main.mjs');
  // The program runs as another user.
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(main, PROGRAM);
  writeFileSync(path.join(data, 'options.json'), JSON.stringify({ brokers }));
  const args = ['--import', 'tsx', path.join(APP, 'start.mts'), main, data, '--no-demo'];
  const env = { SUPERVISOR_API: api, SUPERVISOR_TOKEN: 'of-the-app' };
  const running = start(process.execPath, args, env, { cwd: ROOT });
  await until(running.isOver, 'the end of the start script');
  const log = running.stderr();
  if (running.child.exitCode !== 0) throw new Error(log);
  const printed: unknown = JSON.parse(running.stdout());
  return { printed, data, log };
}

describe('the start script', () => {
  it('asks the Supervisor for the broker, and shows it before those of the options', async () => {
    const supervisor = await standInSupervisor({
      ...BROKER,
      username: 'addons',
      password: 'a:b@c/d e%',
    });
    onTestFinished(supervisor.close);
    const app = await started(supervisor.api, ['attic=mqtts://attic.example']);
    expect(supervisor.requests).toEqual(['GET /services/mqtt Bearer of-the-app']);
    expect(app.printed).toMatchObject({
      brokers:
        'Home-Assistant=mqtt://addons:a%3Ab%40c%2Fd%20e%25@core-mosquitto:1883\nattic=mqtts://attic.example',
      words: ['serve', '--no-demo', '--data', path.join(app.data, 'state')],
    });
    expect(app.log).toBe('');
  });

  it('knows brokers with TLS, without a user, and with an IPv6 address', async () => {
    const supervisor = await standInSupervisor({
      ...BROKER,
      host: 'fd00::5',
      port: 8883,
      ssl: true,
    });
    onTestFinished(supervisor.close);
    const { printed } = await started(supervisor.api);
    expect(printed).toMatchObject({ brokers: 'Home-Assistant=mqtts://[fd00::5]:8883' });
  });

  it('starts without a broker, and says so', async () => {
    const supervisor = await standInSupervisor(undefined);
    onTestFinished(supervisor.close);
    const { printed, log } = await started(supervisor.api);
    expect(printed).toMatchObject({ brokers: '' });
    expect(log).toMatch(/^mqttscope: Home Assistant has no MQTT broker\. .*\n$/);
  });

  it('starts if the Supervisor cannot be reached', async () => {
    const { close, api } = await standInSupervisor(undefined);
    close();
    const { printed, log } = await started(api, ['attic=mqtt://attic']);
    expect(printed).toMatchObject({ brokers: 'attic=mqtt://attic' });
    expect(log).toContain('did not name the MQTT broker of Home Assistant: connect ECONNREFUSED');
  });

  it.runIf(process.getuid?.() === 0)('gives up root, and may write to its folder', async () => {
    const { printed, data } = await started('http://127.0.0.1:9');
    expect(printed).toMatchObject({ user: 1000 });
    expect(statSync(data).uid).toBe(1000);
  });
});

describe('the app folder', () => {
  const read = (name: string): string => readFileSync(path.join(APP, name), 'utf8');
  const config = read('config.yaml');
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}: "?([^"\n]*)"?$`, 'm').exec(config)?.[1];

  it('is in a repository that the Supervisor accepts: it reads this file in the root', () => {
    expect(readFileSync(path.join(ROOT, 'repository.yaml'), 'utf8')).toMatch(/^name: mqttscope$/m);
  });

  it('has the version of the package, because it installs that one', () => {
    expect(value('version')).toBe(readVersion());
  });

  it('listens at the port of the ingress, for the Supervisor only', () => {
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? [];
    const words: unknown = JSON.parse(command);
    expect(words).toContain(`http://0.0.0.0:${value('ingress_port')}`);
    expect(words).toEqual(expect.arrayContaining(['--ingress', '172.30.32.2']));
    expect(value('watchdog')).toBe(`tcp://[HOST]:${value('ingress_port')}`);
    expect(config).not.toMatch(/^(ports|host_network|full_access|hassio_api):/m);
  });

  it.each(['en', 'zh-Hans'])('has texts of all options in %s', (language) => {
    const text = read(`translations/${language}.yaml`);
    const [, schema = ''] = config.split('\nschema:\n');
    const options = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    expect(options).not.toEqual([]);
    const named = [...text.matchAll(/^ {2}(\w+):\n {4}name: \S/gm)].map(([, name]) => name);
    expect(named).toEqual(options);
  });
});

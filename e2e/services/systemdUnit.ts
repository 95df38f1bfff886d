/**
 * Boots the delivered systemd unit in separate namespaces, and starts, reloads and stops it there. Without root or
 * systemd, only its syntax is checked.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start, until } from '../kit/peers/processes.ts';
import { type Outcome, ROOT } from '../run/step.ts';

const UNITS = path.join(ROOT, 'docs/systemd');
/** Those of the system that the boot, the unit and its socket need. */
const TARGETS = ['sysinit', 'basic', 'sockets', 'shutdown', 'network-online', 'multi-user'];
const SYSTEM = '/lib/systemd/system';
const NAMESPACES = ['mount', 'pid', 'uts', 'ipc', 'net', 'cgroup'].map((name) => `--${name}`);

const runs = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** Prints the checks that ran, because a machine may allow only some. */
export async function checkUnit(): Promise<Outcome> {
  const started = Date.now();
  const canBoot =
    process.getuid?.() === 0 && existsSync('/lib/systemd/systemd') && runs('unshare', '--version');
  const { name, isGood } = canBoot
    ? { name: 'systemd unit, booted', isGood: await bootsUnit() }
    : verifiesUnit();
  console.log(`${isGood ? '✓' : '✗'} ${name}`);
  const seconds = (Date.now() - started) / 1000;
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, seconds };
}

function verifiesUnit(): { readonly name: string; readonly isGood: boolean } {
  if (!runs('systemd-analyze', '--version')) {
    return { name: 'systemd unit: NOT CHECKED, because systemd is not installed', isGood: false };
  }
  const files = ['mqttscope.service', 'mqttscope.socket'].map((file) => path.join(UNITS, file));
  return {
    name: 'systemd unit: checked with systemd-analyze only, because booting needs root and unshare',
    isGood: runs('systemd-analyze', 'verify', '--man=no', ...files),
  };
}

async function bootsUnit(): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-unit-'));
  const [units, program] = stage(folder);
  const boot = path.join(import.meta.dirname, 'boot.sh');
  const args = [
    ...NAMESPACES,
    '--fork',
    '--kill-child',
    '--mount-proc',
    'sh',
    boot,
    units,
    program,
  ];
  const booted = start('unshare', args);
  const inside = (...words: readonly string[]): boolean => {
    const pid = childOf(booted.child.pid);
    return pid !== undefined && runs('nsenter', '-t', pid, '-m', '-p', '-n', '-u', '-i', ...words);
  };
  const isHealthy = () =>
    inside('/opt/node', '/opt/mqttscope/dist/companion/main.js', 'health', 'http://127.0.0.1:8080');
  const isActive = () => inside('systemctl', 'is-active', '--quiet', 'mqttscope.service');
  try {
    await until(() => isActive() && isHealthy(), 'the service to be active and healthy', 30_000);
    const isReloaded = inside('systemctl', 'reload', 'mqttscope.service') && isHealthy();
    const isStopped = inside('systemctl', 'stop', 'mqttscope.service', 'mqttscope.socket');
    const hasFailed = inside('systemctl', 'is-failed', '--quiet', 'mqttscope.service');
    return isReloaded && isStopped && !hasFailed;
  } catch (error) {
    console.log(error instanceof Error ? error.message : error, booted.stderr());
    return false;
  } finally {
    await booted.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/** Copies the units, and the companion with this Node, to where all users can read them. */
function stage(folder: string): readonly [units: string, program: string] {
  chmodSync(folder, 0o755);
  const [units, program] = [path.join(folder, 'units'), path.join(folder, 'opt')];
  for (const each of [units, program]) mkdirSync(each, { mode: 0o755 });
  for (const target of TARGETS) {
    copyFileSync(path.join(SYSTEM, `${target}.target`), path.join(units, `${target}.target`));
  }
  copyFileSync(path.join(UNITS, 'mqttscope.socket'), path.join(units, 'mqttscope.socket'));
  const service = readFileSync(path.join(UNITS, 'mqttscope.service'), 'utf8');
  const file = path.join(units, 'mqttscope.service');
  writeFileSync(file, service.replace('=/usr/bin/node ', '=/opt/node '));
  cpSync(path.join(ROOT, 'dist'), path.join(program, 'mqttscope/dist'), { recursive: true });
  copyFileSync(process.execPath, path.join(program, 'node'));
  return [units, program];
}

/** Process that `unshare` forked, which is the first one of its namespace. */
function childOf(pid: number | undefined): string | undefined {
  const children = `/proc/${pid}/task/${pid}/children`;
  return existsSync(children)
    ? readFileSync(children, 'utf8').trim().split(' ')[0] || undefined
    : undefined;
}

/** Runs the built companion as shipped, in Node. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../run/step.ts';
import { type Running, start, until } from './processes.ts';

export const BIN = path.join(ROOT, 'dist/companion/main.js');

export interface Companion extends Running {
  readonly app: string;
  /** `app` as printed, with the token. */
  readonly printed: string;
  /** Token of the control interface, printed or configured. */
  readonly token: string;
  readonly mqtt: string;
  readonly ws: string;
}

/** Runs `node <bin> args`. */
export function runBin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  bin = BIN,
): Running {
  if (!existsSync(bin)) throw new Error('The companion is not built: npm run build');
  return start(process.execPath, [bin, ...args], env);
}

const address = (output: string, name: string) =>
  new RegExp(`^${name} (\\S+)$`, 'm').exec(output)?.[1];

/** Value of `--token`. */
function given(args: readonly string[]): string | undefined {
  return args.includes('--token') ? args[args.indexOf('--token') + 1] : undefined;
}

/** Starts it on free ports unless `args` set some, and waits for its addresses. */
export async function startCompanion(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  bin = BIN,
): Promise<Companion> {
  const ports = [
    ...(args.includes('--http') ? [] : ['--http', '0']),
    ...(args.includes('--mqtt') ? [] : ['--mqtt', '0']),
  ];
  const running = runBin([...ports, ...args], env, bin);
  const addresses = await until(() => {
    if (running.child.exitCode !== null) {
      throw new Error(`the companion ended: ${running.stderr()}`);
    }
    const app = address(running.stdout(), 'app');
    const mqtt = address(running.stdout(), 'mqtt');
    const ws = address(running.stdout(), 'ws');
    const token = address(running.stdout(), 'token') ?? env['MQTTSCOPE_TOKEN'] ?? given(args);
    return app && mqtt && ws && token !== undefined
      ? { app: app.replace(/#.*/, ''), printed: app, mqtt, ws, token }
      : undefined;
  }, 'the companion’s addresses');
  return { ...running, ...addresses };
}

/** Starts programs for a test and ends them with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** True once it has ended and all output is read. */
  readonly isOver: () => boolean;
  /** Ends the process and waits for it. Returns the exit code, or null after a signal. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Environment of a program; `bare`: without our variables, `detached`: its own process group. */
interface As {
  readonly detached?: boolean;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly bare?: boolean;
}

export function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  as: As = {},
): Running {
  const child = spawn(program, args, {
    ...as,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...(as.bare ? {} : process.env), ...env },
  });
  let out = '';
  let err = '';
  let isOver = false;
  child.once('close', () => {
    isOver = true;
  });
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    isOver: () => isOver,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      if (as.detached && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Waits until `condition` returns a value, checking every 20 ms; fails after `ms`. */
export async function until<T>(
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  ms = 60_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until a started program is up. If it fails, ends it and throws. */
export async function untilUp(
  started: Running,
  isUp: () => boolean | Promise<boolean>,
  name: string,
  ms?: number,
): Promise<Running> {
  const look = () => {
    if (started.child.exitCode === null) return isUp();
    throw new Error(`${name} ended: ${started.stdout()} ${started.stderr()}`);
  };
  try {
    await until(look, `${name} to be up`, ms);
  } catch (error) {
    await started.stop('SIGKILL');
    throw error;
  }
  return started;
}

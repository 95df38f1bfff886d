/** Runs a command in a separate process group. All processes that it has started end with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { ENDING_SIGNALS } from '../cli/endingSignals.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';

export interface CommandEnd {
  /** Exit code as of a shell: 128 plus the number of a signal. */
  readonly code: number;
  /** Signal that ended it. */
  readonly signal: NodeJS.Signals | undefined;
  /** True if the time was over before its end. */
  readonly isLate: boolean;
}

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  /** ms; undefined: no limit. */
  readonly timeout: number | undefined;
  /** ms between a signal and SIGKILL. */
  readonly grace?: number;
}

const GRACE = 5_000;
/** ms for remaining processes of the command. Dead ones count until init has reaped them. */
const REST_GRACE = 500;
const LOOK_EVERY = 20;
const isWindows = process.platform === 'win32';

/** Inherited by all processes of the command, also by those in other process groups. */
const MARK = 'MQTTSCOPE_RUN_ID';

/**
 * Resolves when no process of its group remains and, on Linux, no process that inherited its environment.
 * Throws `StartError` if it cannot be started.
 */
export async function runCommand(
  [program = '', ...args]: readonly string[],
  { env, timeout, grace = GRACE }: CommandOptions,
): Promise<CommandEnd> {
  const mark = randomUUID();
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...env, [MARK]: mark },
    detached: !isWindows,
  });
  let killed: NodeJS.Timeout | undefined;
  let isLate = false;
  const end = (signal: NodeJS.Signals): void => {
    signalGroup(child, signal);
    killed ??= setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, end);
  const late =
    timeout === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          end('SIGTERM');
        }, timeout);
  try {
    const ended = await new Promise<Omit<CommandEnd, 'isLate'>>((resolve, reject) => {
      child.once('error', (error) => {
        const isMissing = systemCode(error) === 'ENOENT';
        reject(
          new StartError((say) =>
            say.cannotRun(program, isMissing ? undefined : systemReason(error, say)),
          ),
        );
      });
      child.once('exit', (exitCode, signal) => {
        resolve({
          code: exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]),
          signal: signal ?? undefined,
        });
      });
    });
    clearTimeout(late);
    await endRest(child, `${MARK}=${mark}`);
    return { ...ended, isLate };
  } finally {
    clearTimeout(late);
    clearTimeout(killed);
    for (const signal of ENDING_SIGNALS) process.off(signal, end);
  }
}

/** Ends remaining processes of the command. @param variable theirs */
async function endRest(child: ChildProcess, variable: string): Promise<void> {
  const signalRest = async (signal: NodeJS.Signals | 0): Promise<boolean> => {
    const others = await processesWith(variable);
    const isLeft = others.map((pid) => signalTo(pid, signal));
    return signalGroup(child, signal) || isLeft.includes(true);
  };
  if (!(await signalRest('SIGTERM'))) return;
  const until = performance.now() + REST_GRACE;
  while (performance.now() < until) {
    await after(LOOK_EVERY);
    if (!(await signalRest(0))) return;
  }
  await signalRest('SIGKILL');
}

/** False if the group has no process. Windows has no process groups. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  return pid !== undefined && signalTo(isWindows ? pid : -pid, signal);
}

/** False if the process does not exist, or the group if the number is negative. */
function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

const ENVIRONMENTS = '/proc';

/**
 * Process numbers; none where the system does not show environments as files.
 * @param variable `NAME=value`
 */
async function processesWith(variable: string): Promise<readonly number[]> {
  const names = process.platform === 'linux' ? await readdir(ENVIRONMENTS) : [];
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => hasVariable(name, variable)),
  );
  return found.flatMap((pid) => pid ?? []);
}

async function hasVariable(name: string, variable: string): Promise<number | undefined> {
  try {
    const environment = await readFile(`${ENVIRONMENTS}/${name}/environ`, 'latin1');
    return environment.split('\0').includes(variable) ? Number(name) : undefined;
  } catch {
    // The process has ended, or belongs to another user.
    return undefined;
  }
}

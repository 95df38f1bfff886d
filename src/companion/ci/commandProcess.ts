/** Runs a command in a process group of its own, which ends as a whole. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { ENDING_SIGNALS } from '../cli/endingSignals.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';

export interface CommandEnd {
  /** Exit code as of a shell: 128 plus the number of a signal. */
  readonly code: number;
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
/** ms for processes that the command has left behind. Dead ones count until init has reaped them. */
const REST_GRACE = 500;
const LOOK_EVERY = 20;
const isWindows = process.platform === 'win32';

/** Resolves when no process of its group is left. Throws `StartError` if it cannot be started. */
export async function runCommand(
  [program = '', ...args]: readonly string[],
  { env, timeout, grace = GRACE }: CommandOptions,
): Promise<CommandEnd> {
  const child = spawn(program, args, { stdio: 'inherit', env, detached: !isWindows });
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
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        const isMissing = systemCode(error) === 'ENOENT';
        reject(
          new StartError((say) =>
            say.cannotRun(program, isMissing ? undefined : systemReason(error, say)),
          ),
        );
      });
      child.once('exit', (exitCode, signal) => {
        resolve(exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
    clearTimeout(late);
    await endGroup(child);
    return { code, isLate };
  } finally {
    clearTimeout(late);
    clearTimeout(killed);
    for (const signal of ENDING_SIGNALS) process.off(signal, end);
  }
}

/** Ends processes that the command has left behind. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (!signalGroup(child, 'SIGTERM')) return;
  const until = performance.now() + REST_GRACE;
  while (performance.now() < until) {
    await after(LOOK_EVERY);
    if (!signalGroup(child, 0)) return;
  }
  signalGroup(child, 'SIGKILL');
}

/** False if the group has no process. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    // Windows has no process groups.
    return process.kill(isWindows ? pid : -pid, signal);
  } catch {
    return false;
  }
}

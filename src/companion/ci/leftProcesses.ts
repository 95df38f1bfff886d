/** Finds the processes that a command has started, wherever they run, by a variable in their environment. */
import { readdir, readFile } from 'node:fs/promises';

const ENVIRONMENTS = '/proc';

/**
 * Process numbers; none where the system does not show environments as files.
 * @param variable `NAME=value`
 */
export async function processesWith(variable: string): Promise<readonly number[]> {
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

/** Finds options that npm took for itself because they follow the name of a script without `--`. */
import { createRequire } from 'node:module';

const VARIABLE = 'npm_config_';

/** @returns for example `--open` after `npm start --open`; none if the program was not started by npm */
export function optionsKeptByNpm(env: NodeJS.ProcessEnv): readonly string[] {
  const known = optionsOfNpm(env['npm_execpath']);
  if (known === undefined) return [];
  return Object.entries(env).flatMap(([variable, value]) => {
    const name = variable.slice(VARIABLE.length).replaceAll('_', '-');
    // npm stores a switch as `true` or, after `--no-`, as an empty text.
    const isSwitch = value === 'true' || value === '';
    if (!variable.startsWith(VARIABLE) || !isSwitch || known.has(name)) return [];
    return [value === '' ? `--no-${name}` : `--${name}`];
  });
}

/** A hint for the user. Undefined if npm took no option. */
export function hintOfNpm(env: NodeJS.ProcessEnv): string | undefined {
  const kept = optionsKeptByNpm(env).join(' ');
  if (kept === '') return undefined;
  const { npm_lifecycle_event: script = '' } = env;
  const call = script === 'test' || script === 'start' ? `npm ${script}` : `npm run ${script}`;
  return `npm took ${kept} for itself. Options of a script follow two dashes: ${call} -- ${kept}`;
}

/** Undefined for another package manager, whose options are unknown. */
function optionsOfNpm(program: string | undefined): ReadonlySet<string> | undefined {
  if (program === undefined) return undefined;
  try {
    const loaded: unknown = createRequire(program)('@npmcli/config/lib/definitions');
    if (typeof loaded !== 'object' || loaded === null || !('definitions' in loaded))
      return undefined;
    const { definitions } = loaded;
    const isTable = typeof definitions === 'object' && definitions !== null;
    return isTable ? new Set(Object.keys(definitions)) : undefined;
  } catch {
    return undefined;
  }
}

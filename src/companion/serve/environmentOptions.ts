/** Options of the companion from the environment, for containers and services: `MQTTSCOPE_HTTP=8080`. */

import { nearestOf } from '../../engine/filter/syntax/nearest.ts';
import { UsageError } from '../cli/errors.ts';
import { longName, type OptionList, takesValue } from '../cli/options.ts';
import { readFrom } from './valueSource.ts';

/** Variables with special syntax, options of the command line, and the language of the locale. */
const OTHERS: ReadonlySet<string> = new Set(['user', 'users', 'token', 'lang', 'config', 'check']);

const PREFIX = 'MQTTSCOPE_';

/** `MQTTSCOPE_NO_DEMO` for `--no-demo`. */
const variableOf = (flags: string): string =>
  `${PREFIX}${longName(flags).slice(2).replaceAll('-', '_').toUpperCase()}`;

/**
 * Arguments that precede the command line, so that its options override them. Blanks separate the values of
 * an option that may be repeated. Throws `UsageError`.
 */
export function environmentArguments(
  options: OptionList,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(options).flatMap(([key, option]) => {
    const { flags, facts } = option;
    const variable = variableOf(flags);
    const value = OTHERS.has(key) ? '' : (environment[variable] ?? '');
    if (value === '') return [];
    const name = longName(flags);
    if (takesValue(flags)) {
      const values = facts.repeats ? value.split(/\s+/).filter((one) => one !== '') : [value];
      return readFrom(variable, option, values);
    }
    if (!/^(?:0|1|false|true)$/.test(value)) {
      throw new UsageError((say) => say.notASwitch(variable));
    }
    return value === '1' || value === 'true' ? [name] : [];
  });
}

/**
 * The arguments of a configuration file without the switches that a variable turns off: `MQTTSCOPE_NO_DEMO=0`.
 * Other options of the environment override the file because they follow it.
 */
export function withoutSwitchedOff(
  settings: readonly string[],
  options: OptionList,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const off = new Set(
    Object.values(options)
      .map(({ flags }) => flags)
      .filter((flags) => /^(?:0|false)$/.test(environment[variableOf(flags)] ?? ''))
      .map(longName),
  );
  return settings.filter((word) => !off.has(word));
}

/** Variables that are none of an option, but similar to one, with the likely name. */
export function misspeltVariables(
  options: OptionList,
  environment: Readonly<Record<string, string | undefined>>,
): readonly (readonly [variable: string, similar: string])[] {
  const known = Object.values(options).map(({ flags }) => variableOf(flags).slice(PREFIX.length));
  const others = new Set([...known, 'USERS', 'PASSWORD']);
  return Object.keys(environment).flatMap((variable) => {
    const name = variable.startsWith(PREFIX) ? variable.slice(PREFIX.length) : '';
    const similar = others.has(name) ? undefined : nearestOf(name, known, 2);
    return similar === undefined ? [] : [[variable, PREFIX + similar] as const];
  });
}

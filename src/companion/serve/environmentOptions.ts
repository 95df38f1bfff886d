/** Options of the companion from the environment, for containers and services: `MQTTSCOPE_HTTP=8080`. */
import { UsageError } from '../cli/errors.ts';
import { longName, type OptionList, takesValue } from '../cli/options.ts';

/** Variables with a syntax of their own, options of the command line, and the language of the locale. */
const OTHERS: ReadonlySet<string> = new Set(['user', 'users', 'token', 'lang', 'config', 'check']);

/** `MQTTSCOPE_NO_DEMO` for `--no-demo`. */
const variableOf = (flags: string): string =>
  `MQTTSCOPE_${longName(flags).slice(2).replaceAll('-', '_').toUpperCase()}`;

/**
 * Arguments that precede those of the command line, so that an option there overrides them. Blanks separate the
 * values of an option that may be repeated. Throws `UsageError`.
 */
export function environmentArguments(
  options: OptionList,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(options).flatMap(([key, { flags, facts }]) => {
    const variable = variableOf(flags);
    const value = OTHERS.has(key) ? '' : (environment[variable] ?? '');
    if (value === '') return [];
    const name = longName(flags);
    if (takesValue(flags)) {
      const values = facts.repeats ? value.split(/\s+/).filter((one) => one !== '') : [value];
      return values.map((one) => `${name}=${one}`);
    }
    if (!/^(?:0|1|false|true)$/.test(value)) {
      throw new UsageError((say) => say.notASwitch(variable));
    }
    return value === '1' || value === 'true' ? [name] : [];
  });
}

/** `--config FILE`: options of the companion as JSON, with their names as keys: `{"http": 8080, "no-demo": true}`. */
import { scanJsonFile } from '../../broker/faults/rulesFile.ts';
import { nearestOf } from '../../engine/filter/syntax/nearest.ts';
import { asUsageError, UsageError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { longName, type OptionList, takesValue } from '../cli/options.ts';
import { readFrom } from './valueSource.ts';

/** The file's own options, which only the command line has. */
const OTHERS: ReadonlySet<string> = new Set(['config', 'check']);

/**
 * Arguments that precede the environment and the command line, so that both override them. Errors do not
 * contain values, which may be secrets. Throws `UsageError`.
 */
export function configArguments(
  options: OptionList,
  path: string,
  text: string,
): readonly string[] {
  const known = new Map(
    Object.entries(options)
      .filter(([name]) => !OTHERS.has(name))
      .map(([, option]) => [longName(option.flags).slice(2), option]),
  );
  return entriesOf(path, text).flatMap(([key, value]) => {
    const option = known.get(key);
    if (option === undefined) {
      const similar = nearestOf(key, known.keys(), 2);
      throw new UsageError((say) => say.unknownConfigKey(path, key, similar));
    }
    const { flags, facts } = option;
    const wrong = (): UsageError => new UsageError((say) => say.wrongConfigValue(path, key));
    const isSwitch = !takesValue(flags);
    if (typeof value === 'boolean' && (isSwitch || flags.includes('['))) {
      return value ? [`--${key}`] : [];
    }
    const values: readonly unknown[] = facts.repeats && Array.isArray(value) ? value : [value];
    const texts = values.map((one) => {
      if (isSwitch || (typeof one !== 'string' && typeof one !== 'number')) throw wrong();
      return String(one);
    });
    return readFrom(path, option, texts);
  });
}

function entriesOf(path: string, given: string): readonly (readonly [string, unknown])[] {
  const scanned = scanJsonFile(given);
  if (!scanned.ok) {
    throw new UsageError((say) => say.wrongFaultRules(path, '--config', scanned.error));
  }
  const content: unknown = JSON.parse(scanned.text);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return Object.entries(content);
  }
  throw new UsageError((say) => say.notAConfig(path));
}

/** Throws `UsageError`, because the path is an argument that is wrong. */
export async function readConfig(path: string): Promise<string> {
  try {
    return await readOptionFile(path, '--config');
  } catch (error) {
    throw asUsageError(error);
  }
}

/** The last `--config` among the arguments, else `MQTTSCOPE_CONFIG`. */
export function configPath(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const at = argv.findLastIndex((word) => word === '--config' || word.startsWith('--config='));
  const word = argv[at];
  if (word === undefined) return environment['MQTTSCOPE_CONFIG'] || undefined;
  return word === '--config' ? argv[at + 1] : word.slice('--config='.length);
}

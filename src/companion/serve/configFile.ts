/** `--config FILE`: options of the companion as JSON, with their names as keys: `{"http": 8080, "no-demo": true}`. */
import { UsageError } from '../cli/errors.ts';
import { longName, type OptionList, takesValue } from '../cli/options.ts';

/** The file's own options, which only the command line has. */
const OTHERS: ReadonlySet<string> = new Set(['config', 'check']);

/**
 * Arguments that precede those of the environment and the command line, so that both override them. Errors do
 * not contain values, which may be secrets. Throws `UsageError`.
 */
export function configArguments(
  options: OptionList,
  path: string,
  text: string,
): readonly string[] {
  return entriesOf(path, text).flatMap(([key, value]) => {
    const found = Object.entries(options).find(
      ([name, { flags }]) => !OTHERS.has(name) && longName(flags) === `--${key}`,
    );
    if (found === undefined) throw new UsageError((say) => say.unknownConfigKey(path, key));
    const [, { flags, facts }] = found;
    const wrong = (): UsageError => new UsageError((say) => say.wrongConfigValue(path, key));
    const isSwitch = !takesValue(flags);
    if (typeof value === 'boolean' && (isSwitch || flags.includes('['))) {
      return value ? [`--${key}`] : [];
    }
    const values: readonly unknown[] = facts.repeats && Array.isArray(value) ? value : [value];
    return values.map((one) => {
      if (isSwitch || (typeof one !== 'string' && typeof one !== 'number')) throw wrong();
      return `--${key}=${one}`;
    });
  });
}

function entriesOf(path: string, text: string): readonly (readonly [string, unknown])[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The error of the parser would quote the file.
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return Object.entries(content);
  }
  throw new UsageError((say) => say.notAConfig(path));
}

/** The last `--config` among the arguments. */
export function configPath(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === '--config' || word.startsWith('--config='));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === '--config' ? argv[at + 1] : word.slice('--config='.length);
}

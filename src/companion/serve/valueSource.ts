/** Names the place of a wrong value: a configuration file or an environment variable. */
import { UsageError } from '../cli/errors.ts';
import { longName, type OptionSpec } from '../cli/options.ts';

/**
 * Arguments with these values of an option, checked by themselves, so that the error names their source, and so
 * that another source does not hide a wrong value. Throws `UsageError`.
 * @param source file or variable
 */
export function readFrom(
  source: string,
  { flags, read }: OptionSpec<unknown>,
  texts: readonly string[],
): readonly string[] {
  try {
    read(texts);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError((say) => say.wrongIn(source, error.said(say)));
  }
  return texts.map((text) => `${longName(flags)}=${text}`);
}

/** Reads the file of `--sn-topics`. */
import { parsePredefinedTopics } from '../../mqttsn/predefinedTopics.ts';
import { StartError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { anyText, one } from '../cli/options.ts';

const OPTION = '--sn-topics';

export const SN_TOPICS = one(`${OPTION} <file>`, anyText);

/** Predefined topics by number; empty without a file. Throws `StartError`. */
export async function readSnTopics(path: string | undefined): Promise<Map<number, string>> {
  if (path === undefined) return new Map();
  const parsed = parsePredefinedTopics(await readOptionFile(path, OPTION));
  if (parsed.ok) return new Map(parsed.topics);
  const { line, error } = parsed;
  throw new StartError((say) => say.wrongSnTopics(path, OPTION, line, error));
}

/** Reads the file of `--sn-topics`. */
import { readFile } from 'node:fs/promises';
import { parsePredefinedTopics } from '../../mqttsn/predefinedTopics.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { anyText, one } from '../cli/options.ts';

const OPTION = '--sn-topics';

export const SN_TOPICS = one(`${OPTION} <file>`, anyText);

/** Predefined topics by number; empty without a file. Throws `StartError`. */
export async function readSnTopics(path: string | undefined): Promise<Map<number, string>> {
  if (path === undefined) return new Map();
  const parsed = parsePredefinedTopics(await textOf(path));
  if (parsed.ok) return new Map(parsed.topics);
  const { line, fault } = parsed;
  throw new StartError((say) => say.wrongSnTopics(path, OPTION, line, fault));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(path, OPTION, systemReason(error, say)));
  }
}

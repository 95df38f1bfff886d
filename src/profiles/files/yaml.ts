/** Reads YAML of MQTTX with js-yaml, which MQTTX uses for writing. */
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { ReadForm } from './importFacts.ts';

/** MQTTX writes no aliases, and each may expand to much. */
const MOST_ALIASES = 20;
const DEEPEST = 20;

export function readYaml(text: string): ReadForm {
  try {
    const options = { schema: CORE_SCHEMA, maxDepth: DEEPEST, maxAliases: MOST_ALIASES };
    return { value: load(text, options) };
  } catch (error) {
    // The parser's own message repeats content of the file.
    const line = error instanceof YAMLException ? error.mark?.line : undefined;
    const args = { form: 'yaml', line: line === undefined ? undefined : line + 1 } as const;
    return { why: { key: 'broken-form', args } };
  }
}

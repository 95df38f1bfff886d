/** MQTTX writes YAML with js-yaml, so that is what reads it. */
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { ReadForm } from './importFacts.ts';

/** It writes none by itself; each may stand for much. */
const MOST_ALIASES = 20;
const DEEPEST = 20;

export function readYaml(text: string): ReadForm {
  try {
    const options = { schema: CORE_SCHEMA, maxDepth: DEEPEST, maxAliases: MOST_ALIASES };
    return { value: load(text, options) };
  } catch (error) {
    // Its own words repeat what stands in the file.
    const line = error instanceof YAMLException ? error.mark?.line : undefined;
    const args = { form: 'yaml', line: line === undefined ? undefined : line + 1 } as const;
    return { why: { key: 'broken-form', args } };
  }
}

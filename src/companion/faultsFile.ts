/** The file of `--faults`, of the companion as of a tap. */
import type { FaultRule } from '../broker/faults/faultRule.ts';
import { parseRulesFile } from '../broker/faults/rulesFile.ts';
import { packetFilters } from '../engine/filtering/packetFilters.ts';
import { StartError } from './errors.ts';
import { readText } from './recordTrust.ts';

/** Throws `StartError`. */
export async function readFaults(path: string): Promise<readonly FaultRule[]> {
  const file = parseRulesFile(await readText(path, '--faults'), packetFilters);
  if (file.ok) return file.rules;
  const { fault } = file;
  throw new StartError((say) => say.wrongFaultRules(path, '--faults', fault));
}

/** Reads the file of `--faults`, for the companion and for taps. */
import type { FaultRule } from '../../broker/faults/faultRule.ts';
import type { NetworkConditions } from '../../broker/faults/networkConditions.ts';
import { parseRulesFile } from '../../broker/faults/rulesFile.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import { StartError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';

/** Fault rules and conditions from the start. */
export interface Faults {
  readonly rules: readonly FaultRule[];
  readonly network: NetworkConditions | undefined;
}

/** Throws `StartError`. */
export async function readFaults(path: string): Promise<Faults> {
  const file = parseRulesFile(await readOptionFile(path, '--faults'), packetFilters);
  if (file.ok) return { rules: file.rules, network: file.network };
  const { error } = file;
  throw new StartError((say) => say.wrongFaultRules(path, '--faults', error));
}

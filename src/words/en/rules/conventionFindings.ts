/** What rules of conventions find: comes with the words of rules, and with those of files. */
import { Part } from '../../../mqtt/part.ts';

export const CONVENTION_FINDINGS = new Part(
  async () => (await import('./sparkplugFindings.ts')).conventionFinding,
);

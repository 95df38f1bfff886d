/** What rules of conventions find: comes with the words of rules, and with those of files. */
import { Lazy } from '../../../mqtt/lazy.ts';

export const CONVENTION_FINDINGS = new Lazy(
  async () => (await import('./sparkplugFindings.ts')).conventionFinding,
);

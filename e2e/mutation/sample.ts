/** Stryker plugin that keeps a sample of all mutants, evenly spread over the sources. */

interface Mutant {
  readonly id: string;
}

/** Stryker leaves out mutants that a checker rejects. */
type Check = { status: 'passed' } | { status: 'compileError'; reason: string };

/** Number of mutants to keep, read in Stryker's processes. */
export const SAMPLE_SIZE = 'MQTTSCOPE_MUTANTS';

class Sample {
  async init(): Promise<void> {}

  /** Returns a single group, because the choice depends on the number of all mutants. */
  async group(mutants: readonly Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  /** Keeps every n-th mutant, so that each run has the same sample. */
  async check(mutants: readonly Mutant[]): Promise<Record<string, Check>> {
    const share = Math.min(1, Number(process.env[SAMPLE_SIZE]) / mutants.length);
    return Object.fromEntries(
      mutants.map(({ id }, at): [string, Check] => [
        id,
        Math.floor((at + 1) * share) > Math.floor(at * share)
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'not in the sample' },
      ]),
    );
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];

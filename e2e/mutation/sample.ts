/** Stryker plugin that keeps `MQTTSCOPE_MUTANTS` of all mutants, evenly spread over the sources. */

interface Mutant {
  readonly id: string;
}

/** Stryker leaves out mutants that a checker rejects as errors of compilation. */
type Check = { status: 'passed' } | { status: 'compileError'; reason: string };

class Sample {
  async init(): Promise<void> {}

  /** Returns a single group, because the choice depends on the number of all mutants. */
  async group(mutants: readonly Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]): Promise<Record<string, Check>> {
    const share = Math.min(Number(process.env['MQTTSCOPE_MUTANTS']) / mutants.length, 1);
    const isChosen = (index: number) => Math.floor((index + 1) * share) > Math.floor(index * share);
    return Object.fromEntries(
      mutants.map(({ id }, index): [string, Check] => [
        id,
        isChosen(index)
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'not in the sample' },
      ]),
    );
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];

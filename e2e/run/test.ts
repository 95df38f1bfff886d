/** `npm test`: everything. Sets up what it needs, and says so before it does. */
import { testPrograms } from './programs.ts';
import { conclude, type Outcome, run } from './step.ts';
import { browser, firstLoad, staticChecks, unit } from './steps.ts';

/** The tests meet the companion as it is shipped. */
async function build(): Promise<Outcome[]> {
  const both = await Promise.all([
    run({ name: 'app', program: 'vite', args: ['build'] }, true),
    run({ name: 'bin', program: 'vite', args: ['build', '--mode', 'companion'] }, true),
  ]);
  return [...both, await firstLoad()];
}

const programs = testPrograms();
// Side by side: each has stretches in which it keeps one core only.
const [checks, built] = await Promise.all([staticChecks(), build()]);
conclude([...checks, ...built, await unit(), await browser(programs)]);

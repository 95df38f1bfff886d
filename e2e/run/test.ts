/** `npm test`: runs everything. Prints what it sets up before it does. */
import { testPrograms } from './programs.ts';
import { conclude, type Outcome, run } from './step.ts';
import { browser, firstLoad, staticChecks, unit } from './steps.ts';

/** Tests use the companion as shipped. */
async function build(): Promise<Outcome[]> {
  const both = await Promise.all([
    run({ name: 'app', program: 'vite', args: ['build'] }, true),
    run({ name: 'bin', program: 'vite', args: ['build', '--mode', 'companion'] }, true),
  ]);
  return [...both, await firstLoad()];
}

const programs = testPrograms();
// Parallel, because each uses only one core for some time.
const [checks, built] = await Promise.all([staticChecks(), build()]);
conclude([...checks, ...built, await unit(), await browser(programs)]);

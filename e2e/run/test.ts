/** `npm test`: runs everything, and prints each setup before it starts. */
import { testPrograms } from './programs.ts';
import { refuseArguments } from './scriptArguments.ts';
import { conclude, type Outcome, run } from './step.ts';
import { browser, firstLoad, staticChecks, unit } from './steps.ts';

/** Prints only warnings, which `npm start` would show to newcomers: there must be none. */
const BUILD = ['build', '--logLevel', 'warn'];

/** Tests use the companion as shipped. */
async function build(): Promise<Outcome[]> {
  const both = await Promise.all([
    run({ name: 'app', program: 'vite', args: BUILD, isSilent: true }, true),
    run(
      { name: 'bin', program: 'vite', args: [...BUILD, '--mode', 'companion'], isSilent: true },
      true,
    ),
  ]);
  return [...both, await firstLoad()];
}

async function buildAndTest(): Promise<Outcome[]> {
  const programs = testPrograms();
  return [...(await build()), await unit(), await browser(programs)];
}

refuseArguments();
// Parallel, because each uses only one core for some time.
const [tested, checks] = await Promise.all([buildAndTest(), staticChecks()]);
conclude([...checks, ...tested]);

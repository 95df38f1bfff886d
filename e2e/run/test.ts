/** `npm test`: runs everything, and prints each setup before it starts. */
import { testPrograms, walkedIn } from './programs.ts';
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

async function buildAndTest(programs: Readonly<Record<string, string>>): Promise<Outcome[]> {
  return [...(await build()), await unit(), await browser(programs)];
}

refuseArguments();
const programs = testPrograms();
// Parallel, because each uses only one core for some time.
const [tested, checks] = await Promise.all([buildAndTest(programs), staticChecks()]);
conclude([...checks, ...tested], walkedIn(programs));

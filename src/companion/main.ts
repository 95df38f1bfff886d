/** Entry point of the built program: `dist/companion/main.js`, with the app in `dist/web`. */
import { fileURLToPath } from 'node:url';
import { endWithParent } from './cli/endWithParent.ts';
import { isTooOld, tooOldText } from './cli/nodeVersion.ts';

const { env, versions } = process;
if (isTooOld(versions.node)) {
  process.stderr.write(`${tooOldText(versions.node)}\n`);
  process.exitCode = 1;
} else {
  // A signal to npx does not reach the program.
  if (env['npm_command'] === 'exec') endWithParent();
  const { run } = await import('./run.ts');
  await run(process.argv.slice(2), fileURLToPath(new URL('../web', import.meta.url)));
}

/** Arguments of the npm scripts, with a hint about options that npm took for itself. */
import { hintOfNpm } from '../../src/companion/dev/npmOptions.ts';

export function scriptArguments(): readonly string[] {
  const hint = hintOfNpm(process.env);
  if (hint !== undefined) console.error(hint);
  return process.argv.slice(2);
}

/** For scripts without arguments: ignoring them would run everything. */
export function refuseArguments(): void {
  const words = scriptArguments();
  if (words.length === 0) return;
  console.error(
    `This script takes no arguments (${words.join(' ')}). To run some tests: npm run check -- unit FILE, or npm run e2e -- FILE.spec.ts`,
  );
  process.exit(2);
}

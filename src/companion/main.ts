/** Entry point of the built program: `dist/companion/main.js`, with the app in `dist/web`. */
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

await run(process.argv.slice(2), fileURLToPath(new URL('../web', import.meta.url)));

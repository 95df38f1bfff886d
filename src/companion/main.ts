/** Entry point of the built program: `dist/companion/main.js`, with the app in `dist/web`. */
import { fileURLToPath } from 'node:url';
import { keepYoung } from './cli/heap.ts';
import { run } from './run.ts';

const READ_ONCE: ReadonlySet<string | undefined> = new Set(['convert', 'dissect', 'problems']);
if (!READ_ONCE.has(process.argv[2])) keepYoung();
await run(process.argv.slice(2), fileURLToPath(new URL('../web', import.meta.url)));

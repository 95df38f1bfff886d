/**
 * Runs one part of the bench, for the engine or the broker, in its own process. It is built as shipped, because
 * compiling TypeScript on the fly makes it slower. `node engine.js PART`
 */
import { errorText } from '../../../src/base/errorText.ts';
import { recorded } from '../results.ts';
import { benchFilters } from './filter.ts';
import { benchGigabyte } from './gigabyte.ts';
import { benchGrowth } from './growth.ts';
import { benchMatching } from './matching.ts';
import { benchMemory } from './memory.ts';
import { benchSubscriptions } from './subscriptions.ts';
import { benchTopics } from './topics.ts';

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  matching: benchMatching,
  subscriptions: benchSubscriptions,
  filters: benchFilters,
  growth: benchGrowth,
  memory: benchMemory,
  topics: benchTopics,
  gigabyte: benchGigabyte,
};

const part = PARTS[process.argv[2] ?? ''];
if (part === undefined) throw new Error(`parts are ${Object.keys(PARTS).join(', ')}`);
try {
  await part();
  process.send?.(Object.fromEntries(recorded()));
} catch (error) {
  console.error(`\n${errorText(error)}`);
  process.exitCode = 1;
}

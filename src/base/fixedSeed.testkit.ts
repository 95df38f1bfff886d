/**
 * Gives property tests a fixed seed, so that a run fails because of a change and never by chance, and fewer
 * cases. The thorough run chooses random seeds and runs fast-check's 100 cases; fast-check prints the seed and
 * the path of a counterexample, which becomes an example.
 */
import fc from 'fast-check';
import { isThorough } from './runs.testkit.ts';

if (!isThorough) fc.configureGlobal({ seed: 20_261_126, numRuns: 30 });

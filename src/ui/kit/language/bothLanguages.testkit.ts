/** Preloads the texts for tests, like a running app. Tests change the language synchronously. */
import { loadWhole } from './dictionaries.ts';

await Promise.all([loadWhole('en'), loadWhole('zh')]);

/** Before tests: the texts are there, as they are when the app is drawn; tests change the language at once. */
import { loadWhole } from './dictionaries.ts';

await Promise.all([loadWhole('en'), loadWhole('zh')]);

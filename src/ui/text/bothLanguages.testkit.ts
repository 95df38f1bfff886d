/** Before tests: the texts are there, as they are when the app is drawn; tests change the language at once. */
import { DICTIONARIES } from './dictionaries.ts';

await Promise.all([DICTIONARIES.en.start(), DICTIONARIES.zh.start()]);

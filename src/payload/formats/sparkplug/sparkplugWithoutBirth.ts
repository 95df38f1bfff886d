/** Reads Sparkplug B payloads without a BIRTH. `sparkplug.ts` loads it on first use. */
import { readingWith } from './sparkplugReading.ts';

export const sparkplugReading = readingWith();

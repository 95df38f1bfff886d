/** Reads Sparkplug B payloads without a BIRTH: loaded by `sparkplug.ts` on first use. */
import { readingWith } from './sparkplugReading.ts';

export const sparkplugReading = readingWith();

/**
 * Keeps small what is not in use any more. By default V8 lets its heap grow to several times what is in
 * use before it looks for garbage, and its young generation to 48 MiB: a flood of messages would cost
 * memory that nobody holds. It costs some speed, of which there is enough (docs/performance.md).
 */
import { setFlagsFromString } from 'node:v8';

/** Percent beyond what was in use at the last collection. */
setFlagsFromString('--heap-growing-percent=30');
setFlagsFromString('--semi-space-growth-factor=1');

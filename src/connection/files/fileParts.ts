/** Code for files and recorded messages, which live connections load on demand. */
import { Lazy } from '../../base/lazy.ts';

export const SAVING = new Lazy(async () => (await import('./saving.ts')).Saving);
export const OPENING = new Lazy(async () => (await import('./opening.ts')).Opening);
export const REPLAYING = new Lazy(async () => (await import('./replaying.ts')).Replaying);

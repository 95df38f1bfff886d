/** What is done with files and recorded messages: live connections need none of it, until a person does. */
import { Part } from '../../mqtt/part.ts';

export const SAVING = new Part(async () => (await import('./saving.ts')).Saving);
export const OPENING = new Part(async () => (await import('./opening.ts')).Opening);
export const REPLAYING = new Part(async () => (await import('./replaying.ts')).Replaying);

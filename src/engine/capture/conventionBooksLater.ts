/** Loaded with the first message on a topic of a convention. */
import { Part } from '../../mqtt/part.ts';

export const BOOKS = new Part(async () => (await import('./conventionBooks.ts')).ConventionBooks);

/** Loads the books with the first message on a topic of a convention. */
import { Lazy } from '../../base/lazy.ts';

export const BOOKS = new Lazy(async () => (await import('./conventionBooks.ts')).ConventionBooks);

/** Loads the books immediately, for programs that need no lazy loading. */
import { ConventionBooks } from './conventionBooks.ts';
import { BOOKS } from './conventionBooksLater.ts';

BOOKS.give(ConventionBooks);

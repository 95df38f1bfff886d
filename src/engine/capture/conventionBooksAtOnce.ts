/** There at once: for programs that need not load anything later. */
import { ConventionBooks } from './conventionBooks.ts';
import { BOOKS } from './conventionBooksLater.ts';

BOOKS.give(ConventionBooks);

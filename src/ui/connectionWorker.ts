/** The worker of one connection, with the words that its files and filters have: English, in every language. */
import { serveConnection } from '../connection/worker.ts';
import { fileWords } from '../words/en/fileWords.ts';

serveConnection(fileWords);

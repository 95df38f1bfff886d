/** The worker of one connection, with the words that its files and filters have of problems: English, in every language. */
import { serveConnection } from '../connection/worker.ts';
import { problemWords } from '../words/en/findings.ts';

serveConnection(problemWords);

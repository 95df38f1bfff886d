/** The worker of one connection, with the conventions that are on, and the words that its files and filters have: English, in every language. */

import { serveConnection } from '../connection/worker.ts';
import { alibabaSignIn } from '../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { fileWords } from '../words/en/fileWords.ts';

serveConnection(fileWords, CONVENTIONS, alibabaSignIn);

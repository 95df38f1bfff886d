/** The worker of one connection, with the conventions that are on, and the words that its files and filters have: English, in every language. */

import { serveConnection } from '../connection/worker.ts';
import { alibabaNames } from '../conventions/alibaba/names.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { Part } from '../mqtt/part.ts';
import { fileWords } from '../words/en/fileWords.ts';

serveConnection(fileWords, CONVENTIONS, {
  ...alibabaNames,
  signing: new Part(async () => (await import('../conventions/alibaba/signIn.ts')).alibabaSignIn),
});

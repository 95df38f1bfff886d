/** `npm run browsers`: a new user's walkthrough in Firefox and WebKitGTK, which are installed if missing. */
import { allPrograms } from './programs.ts';
import { conclude } from './step.ts';
import { engines } from './steps.ts';

conclude([await engines(allPrograms())]);

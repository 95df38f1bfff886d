/** `npm run browsers`: the walk of a new user in Firefox and WebKitGTK, which are installed where they are missing. */
import { allPrograms } from './programs.ts';
import { conclude } from './step.ts';
import { engines } from './steps.ts';

conclude([await engines(allPrograms())]);

/** The conventions that are on in the app, where what topics mean is loaded with the first of them. */
import { Conventions } from '../engine/conventions/conventions.ts';
import { Part } from '../mqtt/part.ts';
import { alibaba } from './alibaba/alibaba.ts';

export const CONVENTIONS_LATER = new Conventions([
  alibaba(new Part(async () => (await import('./alibaba/topics.ts')).meaningOf)),
]);

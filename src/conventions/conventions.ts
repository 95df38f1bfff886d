/** The conventions that are on in app and companion. */
import { Conventions } from '../engine/conventions/conventions.ts';
import { alibaba } from './alibaba/alibaba.ts';

export const CONVENTIONS = new Conventions([alibaba]);

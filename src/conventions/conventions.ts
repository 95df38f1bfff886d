/** The conventions that are on in companion and commands, whole. */
import { Conventions } from '../engine/conventions/conventions.ts';
import { Part } from '../mqtt/part.ts';
import { alibaba } from './alibaba/alibaba.ts';
import { meaningOf } from './alibaba/topics.ts';

export const CONVENTIONS = new Conventions([alibaba(Part.of(meaningOf))]);

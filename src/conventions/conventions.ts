/** The conventions that are on in companion and commands, whole. */
import { ConventionBooks } from '../engine/capture/conventionBooks.ts';
import { BOOKS } from '../engine/capture/conventionBooksLater.ts';
import { Conventions } from '../engine/conventions/conventions.ts';
import { Part } from '../mqtt/part.ts';
import { alibaba } from './alibaba/alibaba.ts';
import { meaningOf } from './alibaba/topics.ts';
import { fileConvention } from './files/fileConvention.ts';
import { fileMeaning, headOf } from './files/fileMeaning.ts';
import { SHIPPED } from './shipped.ts';

BOOKS.give(ConventionBooks);

const loaded = await Promise.all(SHIPPED.map(({ load }) => load()));

export const CONVENTIONS = new Conventions([
  alibaba(Part.of({ of: meaningOf })),
  ...loaded.map(({ file, more }) => fileConvention(headOf(file), Part.of(fileMeaning(file, more)))),
]);

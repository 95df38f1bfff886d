/** Conventions written by the user (docs/conventions.md). */

import { Lazy } from '../base/lazy.ts';
import type { ReadConventions } from '../engine/conventions/conventions.ts';
import { fileConvention } from './files/fileConvention.ts';
import { fileMeaning, headOf } from './files/fileMeaning.ts';
import { readConventionFile } from './files/readFile.ts';

/** Files with errors are left out; `readConventionFile` reports the errors. */
export const ownConventions: ReadConventions = (files) =>
  files.flatMap(({ text }) => {
    const read = readConventionFile(text);
    return read.ok ? [fileConvention(headOf(read.file), Lazy.of(fileMeaning(read.file)))] : [];
  });

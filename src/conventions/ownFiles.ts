/** Conventions that a person wrote (docs/conventions.md). */

import { Lazy } from '../base/lazy.ts';
import type { ReadConventions } from '../engine/conventions/conventions.ts';
import { fileConvention } from './files/fileConvention.ts';
import { fileMeaning, headOf } from './files/fileMeaning.ts';
import { readConventionFile } from './files/readFile.ts';

/** Those with faults are left out: `readConventionFile` tells what is wrong with them. */
export const ownConventions: ReadConventions = (files) =>
  files.flatMap(({ text }) => {
    const read = readConventionFile(text);
    return read.ok ? [fileConvention(headOf(read.file), Lazy.of(fileMeaning(read.file)))] : [];
  });

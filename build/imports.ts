/** Finds the imports of a source file from other files of the project. */
import path from 'node:path';
import { readKit, withFiles } from './face.ts';

const kit = readKit(path.dirname(import.meta.dirname));

/** `import … from`, `export … from` and `import '…'`, with and without `type`. */
export const STATIC = /^(?:import|export)\b(?:[^'"`;()=]*\bfrom)?\s*['"](\.[^'"]+)['"]/gm;
/** Those and `import('…')`. */
export const ANY = /(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g;

/** @returns paths from the folder from which `file` starts */
export const imported = (file: string, text: string, form: RegExp): readonly string[] =>
  [...withFiles(text, file, kit).matchAll(form)].map(([, to = '']) =>
    path.join(path.dirname(file), to),
  );

/** Finds the relative imports of a source file. */
import path from 'node:path';

/** `import … from`, `export … from` and `import '…'`, with and without `type`. */
export const STATIC = /^(?:import|export)\b(?:[^'"`;()=]*\bfrom)?\s*['"](\.[^'"]+)['"]/gm;
/** Those and `import('…')`. */
export const ANY = /(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g;

/** @returns paths from the folder from which `file` starts */
export const imported = (file: string, text: string, form: RegExp): readonly string[] =>
  [...text.matchAll(form)].map(([, to = '']) => path.join(path.dirname(file), to));

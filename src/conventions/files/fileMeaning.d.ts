/** What a convention file says, in the engine's form. */
import type { Meaning } from '../../engine/conventions/convention.ts';
import type { ConventionFile } from './conventionFile.ts';
import type { FileHead } from './fileConvention.ts';
/** Forms that cannot be used mean nothing: `fileFaults.ts` tells which. */
export declare function fileMeaning(file: ConventionFile): Meaning;
export declare function headOf({ convention, name, patience, topics }: ConventionFile): FileHead;

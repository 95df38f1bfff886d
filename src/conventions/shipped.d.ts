/** The conventions that are described by files of ours: what they are recognised by, and the file, loaded with its first topic. */
import type { ConventionFile } from './files/conventionFile.ts';
import type { FileHead } from './files/fileConvention.ts';
export interface Shipped {
    readonly head: FileHead;
    readonly load: () => Promise<ConventionFile>;
}
/** Where two would have a topic, the first does. */
export declare const SHIPPED: readonly Shipped[];

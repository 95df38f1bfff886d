/** A convention that a file describes, before the file is loaded. */
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import type { Part } from '../../mqtt/part.ts';
/** What is needed of a file before it is loaded. */
export interface FileHead {
    readonly id: string;
    readonly name: string;
    /** What the names of its topics begin with. */
    readonly beginnings: readonly string[];
    /** Seconds. */
    readonly patience?: number | undefined;
}
export declare function fileConvention({ id, name, beginnings, patience }: FileHead, meaning: Part<Meaning>): Convention;

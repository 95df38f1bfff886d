import type { Condition } from './conventionFile.ts';
/** A message as forms look into it. */
export interface Looked {
    /** What its text says as JSON; where it is none, the text itself. */
    readonly value: unknown;
    /** A level by its name. */
    readonly level: (name: string) => string | undefined;
}
export type Find = (message: Looked) => unknown;
/** What a path finds; one that is none finds nothing: `fileFaults.ts` has told. */
export declare function finding(path: string): Find;
export declare function holding(condition: Condition): (message: Looked) => boolean;

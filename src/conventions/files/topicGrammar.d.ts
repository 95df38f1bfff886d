/** Forms of topics with named levels: `tele/{device}/{what:STATE|SENSOR}`, `a/{rest...}`. */
import type { NamedLevel } from '../../engine/conventions/convention.ts';
type FormFault = 'brace' | 'rest-not-last' | 'name-twice' | 'wildcard' | 'empty';
export interface TopicPattern {
    /** What all its topics begin with. */
    readonly beginning: string;
    /** Names of its levels. */
    readonly names: readonly string[];
    /** undefined: the topic has another form. */
    readonly match: (topic: string) => readonly NamedLevel[] | undefined;
}
export type ParsedForm = {
    readonly ok: true;
    readonly pattern: TopicPattern;
} | {
    readonly ok: false;
    readonly fault: FormFault;
};
export declare function topicPattern(form: string): ParsedForm;
/** Replaces names in braces; those without a value by nothing. */
export declare function filled(template: string, valueOf: (name: string) => string | undefined): string;
export {};

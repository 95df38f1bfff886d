/**
 * A convention as data: what is shipped and what a person adds are written the same way; docs/conventions.md
 * tells how. Templates are texts with names of levels in braces; paths are written as in chains (`.a.b[0]`),
 * an empty one means the whole payload.
 */
import type { DeviceState } from '../../engine/devices/device.ts';
import type { Wording } from '../../engine/devices/wording.ts';
export interface ConventionFile {
    /** Its identifier. */
    readonly convention: string;
    readonly name: string;
    /** Seconds for which a reply is waited for; 10 where it is left out. */
    readonly patience?: number;
    /** The first form that a topic has tells what it means. */
    readonly topics: readonly TopicForm[];
}
export type Scalar = string | number | boolean | null;
/** Holds where the value at the path is one of these, or beyond a limit. */
export interface Condition {
    readonly at: string;
    readonly is?: readonly Scalar[];
    readonly not?: readonly Scalar[];
    readonly below?: number;
    readonly above?: number;
}
export interface TopicForm {
    /** Levels; `{name}` is any level, `{name:a|b}` one of these, `{name...}` at the end one level or more. */
    readonly topic: string;
    /** A word for what its messages are. */
    readonly kind: string;
    /** What its messages say. */
    readonly about?: Wording;
    /** Template of the device's identifier; without it, `{device}` if the form has it. */
    readonly device?: string;
    /** Template of the topic path below which the device's messages are. */
    readonly root?: string;
    /** Template of what is asked for or told. */
    readonly identifier?: string;
    /** A chain by which payloads are read. */
    readonly chain?: string;
    /** Messages go to the device. */
    readonly toDevice?: boolean;
    readonly state?: {
        readonly at: string;
        /** What is said, and what it means. */
        readonly is: Readonly<Record<string, DeviceState>>;
    };
    /** Any message but these says that the device is there. */
    readonly isAlive?: boolean;
    /** Path of the name that people gave the device. */
    readonly name?: string;
    /** Paths or templates of what it says of itself, by their names. */
    readonly facts?: Readonly<Record<string, string>>;
    readonly parts?: PartsForm;
    readonly alarms?: readonly {
        readonly what: Wording;
        readonly when: Condition;
    }[];
    /** Path of a list of devices, and paths within one of its items. */
    readonly list?: {
        readonly at: string;
        readonly device: string;
        readonly root?: string;
        readonly name?: string;
        readonly facts?: Readonly<Record<string, string>>;
    };
    readonly request?: RequestForm;
    readonly reply?: ReplyForm;
}
/** Values of the device: the members of an object, or the payload itself under a name. */
export interface PartsForm {
    /** Path of the object; with `name`, of the value. */
    readonly at: string;
    /** Template; without it each member of the object is a part. */
    readonly name?: string;
    readonly unit?: string;
    readonly units?: Readonly<Record<string, string>>;
    /** Template of the topic on which it is told what to do. */
    readonly command?: string;
}
export interface RequestForm {
    /** Template of the topic of its replies; names that no level has are paths in `with`. */
    readonly reply: string;
    readonly with?: Readonly<Record<string, string>>;
    /** Path or template of what pairs it with its reply; without it replies come in the order of requests. */
    readonly id?: string;
    /** Only where this holds it is a request. */
    readonly when?: Condition;
    /** Only where this holds is a reply wanted. */
    readonly wanted?: Condition;
}
export interface ReplyForm {
    readonly id?: string;
    /** Template: the topic that requests name, where it is another one. */
    readonly on?: string;
    readonly when?: Condition;
    /** Path or template of a number that tells how it came out. */
    readonly code?: string;
    /** `true`: whatever comes here says that it did not work out. */
    readonly failed?: Condition | true;
    readonly message?: string;
    /** It comes also where nobody asked. */
    readonly unasked?: boolean;
}

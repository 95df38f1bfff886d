/**
 * A convention as data: what is shipped and what a person adds are written the same way; docs/conventions.md
 * tells how. Templates are texts with names of levels in braces; paths are written as in chains (`.a.b[0]`),
 * an empty one means the whole payload. A place is a path where it begins with `.` or `[` or is
 * empty, else a template. Beside the
 * levels of its topic, what is told of a message may name `client` (its identifier), `qos` and `retain`.
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

/** Holds where there is a value at the place, and it is one of these, or beyond a limit. */
export interface Condition {
  readonly at: string;
  readonly is?: readonly Scalar[];
  readonly not?: readonly Scalar[];
  readonly below?: number;
  readonly above?: number;
}

/** What a message says of a device. */
export interface Telling {
  readonly state?: {
    /** Of several places the first where something is. */
    readonly at: string | readonly string[];
    /** What is said, and what it means. */
    readonly is: Readonly<Record<string, DeviceState>>;
  };
  /** Any message but these says that the device is there. */
  readonly isAlive?: boolean;
  /** Place of the name that people gave the device. */
  readonly name?: string;
  /** Place of the identifier of the device that it is reached by. */
  readonly parent?: string;
  /** Places of what it says of itself, by their names, which are templates. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly parts?: PartsForm | readonly PartsForm[];
  readonly alarms?: readonly { readonly what: Wording; readonly when: Condition }[];
}

export interface TopicForm extends Telling {
  /**
   * Levels; `{name}` is any level, `{name:a|b}` one of these, `{name...}` one level or more. `{name?}` at the end
   * is written as in URLs (`a=1&b=2`): each of its names is a level's.
   */
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
  readonly devices?: DevicesForm | readonly DevicesForm[];
  readonly request?: RequestForm;
  readonly reply?: ReplyForm;
}

/** Devices that a message names; places are within what it says of one. */
export interface DevicesForm extends Telling {
  /** Path of a list, or of an object by whose keys `{key}` they are called. */
  readonly at: string;
  /** It is no list: what stands there is one device. */
  readonly isOne?: boolean;
  /** Place of the identifier. */
  readonly device: string;
  /** Template; `{device}` is the identifier. */
  readonly root?: string;
  readonly when?: Condition;
  /** They have sent the message. */
  readonly isHeard?: boolean;
  /** There are no others: those that an earlier message of the topic named, and this one does not, are gone. */
  readonly isWhole?: boolean;
}

/** Values of the device: the members of an object, or the payload itself under a name. */
export interface PartsForm {
  /** Place of the object, with `name` of the value; of several the first where something is. */
  readonly at: string | readonly string[];
  /** Of the items of a list there, one after the other, or of the one thing there: places of such an object. */
  readonly each?: string | readonly string[];
  /** Place of the time of an item: later ones count, and those without a time are of now. */
  readonly time?: string;
  /** Template; without it each member of the object is a part. */
  readonly name?: string;
  /** Template of what stands before their names. */
  readonly under?: string;
  readonly unit?: string;
  /** By the names that they have in the object, or by what of these follows the first dot. */
  readonly units?: Readonly<Record<string, string>>;
  /** Template of the topic on which it is told what to do. */
  readonly command?: string;
  /** What stands there is not the value but says this of it. */
  readonly gives?: 'unit' | 'kind';
  /** `base64`: bytes are written so; they are shown in hex. */
  readonly as?: 'base64';
}

export interface RequestForm {
  /** Template of the topic of its replies; names that no level has are paths in `with`. */
  readonly reply: string;
  readonly with?: Readonly<Record<string, string>>;
  /** Place of what pairs it with its reply; without it replies come in the order of requests. */
  readonly id?: string;
  /** Place of what is asked for, where the topic does not tell it. */
  readonly identifier?: string;
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
  /** Place of a number that tells how it came out; a word there stands before the message. */
  readonly code?: string;
  /** `true`: whatever comes here says that it did not work out. */
  readonly failed?: Condition | true;
  readonly message?: string;
  /** It comes also where nobody asked. */
  readonly unasked?: boolean;
}

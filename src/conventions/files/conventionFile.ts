/**
 * A convention as data, the same for built-in files and those of users (docs/conventions.md). Templates are
 * texts with names of levels in braces. Paths are written as in chains (`.a.b[0]`); an empty one means the
 * whole payload. A place is a path if it is empty or begins with `.` or `[`, otherwise a template. Besides
 * the levels of its topic, templates for a message may use `client` (its identifier), `qos` and `retain`.
 */
import type { DeviceState, Wording } from '../../engine/devices/device.ts';

export interface ConventionFile {
  /** Its id. */
  readonly convention: string;
  readonly name: string;
  /** Address of the documentation of its topics. */
  readonly source?: string;
  /** Seconds to wait for a reply; default 10. */
  readonly patience?: number;
  /** Messages that deliver secrets. */
  readonly secrets?: readonly SecretsForm[];
  /** Units of values by their names, each under a name for `units` of values. */
  readonly units?: Readonly<Record<string, UnitsByName>>;
  /** The first form that matches a topic determines its meaning. */
  readonly topics: readonly TopicForm[];
}

/** Units by the names of values. */
export type UnitsByName = Readonly<Record<string, string>>;

export interface SecretsForm {
  /** Topics in the form of `TopicForm`. */
  readonly topic: string | readonly string[];
  /** Names of JSON members whose values are secrets. Without them, the whole payload is one. */
  readonly members?: readonly string[];
}

type Scalar = string | number | boolean | null;

/** True if the place has a value that is one of these, or beyond a limit. */
export interface Condition {
  readonly at: string;
  readonly is?: readonly Scalar[];
  readonly not?: readonly Scalar[];
  readonly below?: number;
  readonly above?: number;
}

/** Facts about a device in a message. */
export interface DeviceFactsForm {
  readonly state?: {
    /** The first of several places that has a value counts. */
    readonly at: string | readonly string[];
    /** Maps values to states. */
    readonly is: Readonly<Record<string, DeviceState>>;
  };
  /** Any message except these means that the device is online. */
  readonly isAlive?: boolean;
  /** Place of the device's given name. */
  readonly name?: string;
  /** Place of the identifier of the device through which it is reached. */
  readonly parent?: string;
  /** Places of other facts about the device, by name; places are templates. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly parts?: PartsForm | readonly PartsForm[];
  readonly alarms?: readonly {
    readonly what: Wording;
    readonly when: Condition;
    /** The message is complete: an absent value ends the alarm, too. */
    readonly isWhole?: boolean;
  }[];
}

export interface TopicForm extends DeviceFactsForm {
  /**
   * Levels; `{name}` is any level, `{name:a|b*}` is `a` or begins with `b`, `{name...}` is one level or more.
   * `{name?}` at the end is URL-encoded (`a=1&b=2`), and each of its names becomes a level. A list has topics
   * with the same meaning.
   */
  readonly topic: string | readonly string[];
  /** A word for the kind of its messages. */
  readonly kind: string;
  /** Description of its messages. */
  readonly about?: Wording;
  /** Template of the device's identifier; default: `{device}` if the form has it. */
  readonly device?: string;
  /** Template of the topic path above the device's messages; default: the topic up to its identifier. */
  readonly root?: string;
  /** Template of the requested or reported thing. */
  readonly identifier?: string;
  /** A chain for reading the payloads. */
  readonly chain?: string;
  /** Messages are sent to the device. */
  readonly toDevice?: boolean;
  readonly devices?: DevicesForm | readonly DevicesForm[];
  readonly request?: RequestForm;
  readonly reply?: ReplyForm;
}

/** Devices named in a message; places are relative to the entry of one device. */
export interface DevicesForm extends DeviceFactsForm {
  /** Path of a list, or of an object whose keys are available as `{key}`. */
  readonly at: string;
  /** The path leads to a single device instead of a list. */
  readonly isOne?: boolean;
  /** Place of the identifier. */
  readonly device: string;
  /** Template; `{device}` is the identifier. */
  readonly root?: string;
  readonly when?: Condition;
  /** The devices sent the message themselves. */
  readonly isHeard?: boolean;
  /**
   * The list is complete: devices in an earlier message of the topic that are missing in this one are gone.
   */
  readonly isWhole?: boolean;
}

/** Values of the device: the members of an object, or the payload itself under a name. */
export interface PartsForm {
  /**
   * Place of the object, or of the value if `name` is given. The first of several places that has a value
   * counts.
   */
  readonly at: string | readonly string[];
  /** Places of the object in each item of a list, or in a single item. */
  readonly each?: string | readonly string[];
  /** Place of an item's time. The latest item counts; items without a time have the current one. */
  readonly time?: string;
  /**
   * Template of the value's name; names that are not levels are paths in `with`, from the item with `each`.
   * Without it, each member of the object is a part.
   */
  readonly name?: string;
  /** Template of the prefix of their names. */
  readonly under?: string;
  /** Template; names that are not levels are paths in `with`. A unit without one of its names is left out. */
  readonly unit?: string;
  /**
   * By the names in the object, or by the part of the name after the first dot. With `name`, by the name, or by
   * its part after the last space or slash. Templates as `unit`. A text is the name of an entry in the file's
   * `units`.
   */
  readonly units?: UnitsByName | string;
  readonly with?: Readonly<Record<string, string>>;
  /** Members of the object that are not values. */
  readonly except?: readonly string[];
  /** Template of the topic for commands. */
  readonly command?: string;
  /** The place has no value but this property of it. */
  readonly gives?: 'unit' | 'kind';
  /** `base64`: bytes in Base64, which are shown as hexadecimal digits. */
  readonly as?: 'base64';
}

export interface RequestForm {
  /**
   * Template of the reply topic, with `/#` at its end also of the topics below; names that are not levels are
   * paths in `with`.
   */
  readonly reply: string;
  readonly with?: Readonly<Record<string, string>>;
  /**
   * Place of the id that pairs it with its reply; without it, replies are paired in the order of requests.
   */
  readonly id?: string;
  /** Place of the requested thing, if the topic does not name it. */
  readonly identifier?: string;
  /** The message is a request only if this is true. */
  readonly when?: Condition;
  /** A reply is expected only if this is true. */
  readonly wanted?: Condition;
}

export interface ReplyForm {
  readonly id?: string;
  /** Template of the topic in requests, if it differs. */
  readonly on?: string;
  readonly when?: Condition;
  /** Place of a numeric result code; a word there is put before the message. */
  readonly code?: string;
  /** `true`: any message here is a failure. */
  readonly failed?: Condition | true;
  readonly message?: string;
  /** It is also sent without a request. */
  readonly unasked?: boolean;
}

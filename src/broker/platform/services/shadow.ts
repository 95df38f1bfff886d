/** A device's shadow: reported and desired values, with the time of each attribute. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { ShadowCode } from '../../../alibaba/alink/codes.ts';
import { utf8Length } from '../../../base/utf8.ts';

const MOST_BYTES = 16_384;
/** Estimated memory of an empty shadow, and the factor from the size of its text to memory. */
const SHADOW_BYTES = 400;
const HELD_AS = 8;
const MOST_ATTRIBUTES = 128;
const DEEPEST = 5;
/** A string, not JSON's null. */
const DELETED = 'null';

interface Leaf {
  /** From JSON; not an object. */
  readonly value: unknown;
  /** Seconds since 1970. */
  readonly at: number;
}
/** A Map, because attributes may be called `__proto__`. */
type Branch = ReadonlyMap<string, Node>;
type Node = Leaf | { readonly members: Branch };

const EMPTY: Branch = new Map();

function branchOf(node: Node | undefined): Branch {
  return node !== undefined && 'members' in node ? node.members : EMPTY;
}

/** Merges objects member by member and replaces lists; the string `null` removes a member. */
function merged(branch: Branch, change: object, at: number): Branch {
  const next = new Map(branch);
  for (const [name, value] of Object.entries(change) as [string, unknown][]) {
    if (value === DELETED) next.delete(name);
    else if (isObject(value)) {
      next.set(name, { members: merged(branchOf(next.get(name)), value, at) });
    } else next.set(name, { value, at });
  }
  return next;
}

function without(branch: Branch, removed: object): Branch {
  const next = new Map(branch);
  for (const [name, value] of Object.entries(removed) as [string, unknown][]) {
    const node = next.get(name);
    if (node === undefined) continue;
    if (!isObject(value)) next.delete(name);
    else next.set(name, { members: without(branchOf(node), value) });
  }
  return next;
}

function plain(branch: Branch, leaf: (leaf: Leaf) => unknown): object {
  const entries = Array.from(branch, ([name, node]): [string, unknown] => [
    name,
    'members' in node ? plain(node.members, leaf) : leaf(node),
  ]);
  return Object.fromEntries(entries);
}

function attributes(branch: Branch): number {
  let count = 0;
  for (const node of branch.values()) count += 'members' in node ? attributes(node.members) : 1;
  return count;
}

/** True if values are nested in more than this many objects and lists. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/** Change requested by an update or delete message. */
interface Change {
  readonly state: Readonly<Record<string, unknown>>;
  /** Undefined: the next one. */
  readonly version: number | undefined;
}

export type ShadowResult = { readonly version: number } | { readonly errorCode: ShadowCode };

export class Shadow {
  #reported: Branch | undefined;
  #desired: Branch | undefined;
  /** undefined: not written yet. */
  #version: number | undefined;
  /** Seconds since 1970. */
  #timestamp = 0;

  /** Estimated memory: values, their names and times, each in a map entry. */
  get bytes(): number {
    return SHADOW_BYTES + HELD_AS * (stateSize(this.#reported) + stateSize(this.#desired));
  }

  get version(): number {
    return this.#version ?? 0;
  }

  /** In the form of answers. */
  get state(): object {
    return this.#sections(({ value }) => value);
  }

  get metadata(): object {
    return this.#sections(({ at }) => ({ timestamp: at }));
  }

  /** JSON text; undefined: not written yet. */
  document(): string | undefined {
    if (this.#version === undefined) return undefined;
    const { state, metadata } = this;
    return JSON.stringify({
      state,
      metadata,
      timestamp: this.#timestamp,
      version: this.#version,
    });
  }

  /** @param at seconds since 1970 */
  update({ state, version }: Change, at: number): ShadowResult {
    const hasReported = Object.hasOwn(state, 'reported');
    if (!hasReported && !Object.hasOwn(state, 'desired')) return { errorCode: 404 };
    if (hasReported && isEmpty(state['reported'])) return { errorCode: 405 };
    if (isDeeper(state, DEEPEST + 1)) return { errorCode: 400 };
    const next = this.#nextVersion(version);
    if (next === undefined) return { errorCode: 409 };
    const reported = changed(this.#reported, state['reported'], at);
    const desired = changed(this.#desired, state['desired'], at);
    if (attributes(reported ?? EMPTY) > MOST_ATTRIBUTES) return { errorCode: 408 };
    if (stateSize(reported) + stateSize(desired) > MOST_BYTES) return { errorCode: 400 };
    this.#reported = reported;
    this.#desired = desired;
    return this.#written(next, at);
  }

  delete({ state, version }: Change, at: number): ShadowResult {
    const next = this.#nextVersion(version);
    if (next === undefined) return { errorCode: 409 };
    this.#reported = removed(this.#reported, state['reported']);
    this.#desired = removed(this.#desired, state['desired']);
    return this.#written(next, at);
  }

  #sections(leaf: (leaf: Leaf) => unknown): object {
    return {
      ...(this.#reported && { reported: plain(this.#reported, leaf) }),
      ...(this.#desired && { desired: plain(this.#desired, leaf) }),
    };
  }

  /** undefined: not above the last one. -1 restarts. */
  #nextVersion(asked: number | undefined): number | undefined {
    if (asked === undefined) return this.version + 1;
    if (asked === -1) return 0;
    return this.#version === undefined || asked > this.#version ? asked : undefined;
  }

  #written(version: number, at: number): ShadowResult {
    this.#version = version;
    this.#timestamp = at;
    return { version };
  }
}

function isEmpty(section: unknown): boolean {
  if (section === DELETED) return false;
  return !isObject(section) || Object.keys(section).length === 0;
}

/** Deleting a whole section removes it. */
function changed(branch: Branch | undefined, change: unknown, at: number): Branch | undefined {
  if (change === DELETED) return undefined;
  return isObject(change) ? merged(branch ?? EMPTY, change, at) : branch;
}

function removed(branch: Branch | undefined, section: unknown): Branch | undefined {
  if (section === DELETED || branch === undefined) return undefined;
  return isObject(section) ? without(branch, section) : branch;
}

function stateSize(branch: Branch | undefined): number {
  if (branch === undefined) return 0;
  return utf8Length(JSON.stringify(plain(branch, ({ value }) => value)));
}

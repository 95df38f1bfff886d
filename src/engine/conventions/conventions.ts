/** Combines the conventions that are on. Without any, none of their code runs. */

import type { Lazy } from '../../base/lazy.ts';
import { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { DefaultChain } from '../../payload/chains/rules.ts';
import type { SchemaFile } from '../../payload/schemas/step.ts';
import type { Convention, TopicConvention, TopicMeaning, TopicSense } from './convention.ts';

const NO_CHAIN: DefaultChain = { chain: undefined };

/** The convention that claims a topic name. */
export interface TopicClaim {
  /** Id of the convention. */
  readonly id: string;
  /** Undefined while its code is not loaded. */
  readonly meaning: TopicMeaning | undefined;
}

/** Suffix of convention files. */
export const CONVENTION_FILE = '.convention.json';

/** Reads conventions that the user wrote. Files with errors are skipped. */
export type ReadConventions = (files: readonly SchemaFile[]) => readonly Convention[];

export class Conventions {
  /** Finds secrets, including those of the conventions. */
  readonly secrets: Secrets;
  readonly #all: readonly Convention[];
  readonly #read: Lazy<ReadConventions> | undefined;
  #files: readonly SchemaFile[] = [];
  #asked: readonly SchemaFile[] = [];
  #topics: ReadonlyMap<string, TopicConvention> = new Map();
  #names: ReadonlyMap<string, string> = new Map();

  constructor(conventions: readonly Convention[], read?: Lazy<ReadConventions>) {
    this.#all = conventions;
    this.#read = read;
    this.secrets = new Secrets([]);
    this.#use([]);
  }

  /** Conventions with topics, by id. */
  get topics(): ReadonlyMap<string, TopicConvention> {
    return this.#topics;
  }

  /** Names of these conventions, by id. */
  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  /**
   * Uses the user's conventions among these files from now on. They precede the others and replace those with
   * the same id.
   * @returns whether the conventions have changed
   */
  async readFiles(files: readonly SchemaFile[]): Promise<boolean> {
    const its = files.filter(({ name }) => name.endsWith(CONVENTION_FILE));
    this.#asked = its;
    if (areSame(its, this.#files)) return false;
    const read = its.length === 0 ? undefined : await this.#read?.load();
    // Other files were requested meanwhile.
    if (this.#asked !== its) return false;
    this.#files = its;
    this.#use(read?.(its) ?? []);
    return true;
  }

  #use(own: readonly Convention[]): void {
    const all = [...own, ...this.#all];
    // A user's convention does not show the secrets of the one that it replaces.
    this.secrets.use(all.flatMap(({ secrets }) => secrets ?? []));
    const first = all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
    const withTopics = first.flatMap(({ id, name, topics }) =>
      topics === undefined ? [] : [{ id, name, topics }],
    );
    this.#topics = new Map(withTopics.map(({ id, topics }) => [id, topics]));
    this.#names = new Map(withTopics.map(({ id, name }) => [id, name]));
  }

  /** If two conventions match, the first one wins. */
  claimOf(topic: string): TopicClaim | undefined {
    for (const [id, convention] of this.topics) {
      if (!mayKnow(convention, topic)) continue;
      const { meaning: part } = convention;
      const { found } = part;
      const meaning = found?.of(topic);
      if (found === undefined || meaning !== undefined) return { id, meaning };
    }
    return undefined;
  }

  /** The displayable meaning of a topic. Undefined: it has none, or it is not loaded yet. */
  senseOf(topic: string): TopicSense | undefined {
    const { id = '', meaning } = this.claimOf(topic) ?? {};
    if (meaning === undefined) return undefined;
    const { kind, about, levels, chain, device } = meaning;
    const conventionName = this.names.get(id) ?? id;
    return { convention: id, conventionName, kind, about, levels, chain, device };
  }

  /** The default chain for the payloads of a topic without a chain chosen by the user. */
  chainOf(topic: string): DefaultChain | undefined {
    const claim = this.claimOf(topic);
    if (claim === undefined) return NO_CHAIN;
    return claim.meaning && { chain: claim.meaning.chain };
  }

  /** True if other messages may describe how messages on the topic are read. */
  mayBeDescribed(topic: string): boolean {
    for (const { described } of this.topics.values()) {
      if (described?.some((beginning) => topic.startsWith(beginning))) return true;
    }
    return false;
  }

  /** Number of conventions whose meaning is loaded. */
  get loaded(): number {
    let loaded = 0;
    for (const { meaning } of this.topics.values()) if (meaning.found !== undefined) loaded += 1;
    return loaded;
  }

  /** Loads the meaning of topics. @param ids conventions to load; all by default */
  async load(ids: Iterable<string> = this.topics.keys()): Promise<void> {
    await Promise.all([...ids].flatMap((id) => this.topics.get(id)?.meaning.load() ?? []));
  }

  /** Identity of a client that is the same at every sign-in. */
  ownerOf(connect: Pick<ConnectPacket, 'clientId' | 'userName'>): string {
    for (const { ownerOf } of this.#all) {
      const owner = ownerOf?.(connect);
      if (owner !== undefined) return owner;
    }
    return connect.clientId;
  }

  /** True if a server of an ecosystem sends messages on the topic to that client without a SUBSCRIBE. */
  isSentUnasked(topic: string, clientId: string): boolean {
    return this.#all.some(({ isSentUnasked }) => isSentUnasked?.(topic, clientId) === true);
  }

  hasLeadingSlash(topic: string, owner: string): boolean {
    return this.#all.some(({ hasLeadingSlash }) => hasLeadingSlash?.(topic, owner) === true);
  }
}

const mayKnow = ({ beginnings, form }: TopicConvention, topic: string): boolean =>
  beginnings.some((beginning) => topic.startsWith(beginning)) || form?.test(topic) === true;

const areSame = (some: readonly SchemaFile[], others: readonly SchemaFile[]): boolean =>
  some.length === others.length &&
  some.every(({ name, text }, at) => name === others[at]?.name && text === others[at].text);

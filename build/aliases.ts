/**
 * mqtt.js's table of topic aliases: a map in the order of last use. The package that it takes also limits and ages
 * entries, but each side limits the aliases of a connection anyway (MQTT 5, Topic Alias Maximum).
 */
export class LRUCache extends Map<number, string> {
  /** Without the package's argument, because a map would take it as entries. */
  constructor() {
    super();
  }

  override get(alias: number): string | undefined {
    const topic = super.get(alias);
    if (topic !== undefined) this.set(alias, topic);
    return topic;
  }

  override set(alias: number, topic: string): this {
    this.delete(alias);
    return super.set(alias, topic);
  }

  /** The last used first. */
  override keys(): MapIterator<number> {
    return [...super.keys()].reverse().values();
  }
}

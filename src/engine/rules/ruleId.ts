/** What rules on packets are called. */

/** `topicWildcard` is called `topic-wildcard`. */
export function ruleIdOf(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}

/** Which topic names are looked at closely: those of the platform's own families. */

const FAMILIES = ['/sys/', '/ext/', '/shadow/', '/ota/'] as const;

/** A cheap look, once for each topic name; most names fail at their first character. */
export function isOfPlatform(topic: string): boolean {
  return topic.startsWith('/') && FAMILIES.some((family) => topic.startsWith(family));
}

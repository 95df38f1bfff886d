/** By what the platform's topics are recognised, cheaply. */

/** Its own families of topics, of which products define none. */
export const FAMILIES = ['/sys/', '/ext/', '/shadow/', '/ota/'] as const;

export const isOfPlatform = (topic: string): boolean =>
  FAMILIES.some((family) => topic.startsWith(family));

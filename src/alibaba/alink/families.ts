/** Recognizes the platform's topics cheaply. */

/** The platform's own topic families. Products cannot define topics in them. */
export const FAMILIES = ['/sys/', '/ext/', '/shadow/', '/ota/'] as const;

export const isOfPlatform = (topic: string): boolean =>
  FAMILIES.some((family) => topic.startsWith(family));

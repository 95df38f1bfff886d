/** Whoever shows its devices otherwise than others asks by it. */
export const SPARKPLUG = 'sparkplug';

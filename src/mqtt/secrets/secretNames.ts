/** What tells by its name that it is a secret. */

/** User properties that are by their name what a header of HTTP would hold. */
const SECRET_PROPERTY = /token|secret|password|authorization|api-?key/i;

export const isSecretProperty = (name: string): boolean => SECRET_PROPERTY.test(name);

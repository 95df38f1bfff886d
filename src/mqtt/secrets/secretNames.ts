/** Recognizes secrets by their names. */

/** User properties named like HTTP headers that hold a secret. */
const SECRET_PROPERTY = /token|secret|password|authorization|api-?key/i;

export const isSecretProperty = (name: string): boolean => SECRET_PROPERTY.test(name);

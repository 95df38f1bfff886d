/** Recognizes secrets by their names. */

/** User properties named like HTTP headers that hold a secret. */
const SECRET_PROPERTY = /token|secret|password|authorization|api-?key/i;

export const isSecretProperty = (name: string): boolean => SECRET_PROPERTY.test(name);

/** Cloud services accept tokens in the form of a URL query: `name?token=…&signature=…`. */
export const TOKEN_IN_NAME = /([?&][^=&]*(?:token|signature|sig|secret|password)[^=&]*=)([^&]*)/gi;

export const withoutTokens = (name: string): string =>
  name.replace(
    TOKEN_IN_NAME,
    (_, before: string, token: string) => before + '*'.repeat(token.length),
  );

/** Trusted Types policy of the page and of its workers: browsers that support them accept no script from plain text. */

interface ScriptPolicy {
  readonly createScriptURL: (url: string) => string;
}

interface TrustedTypes {
  createPolicy(name: string, policy: ScriptPolicy): unknown;
}

/** Worker scripts must have the origin of the page or worker that starts them. */
function ownScript(url: string): string {
  if (new URL(url, location.href).origin === location.origin) return url;
  throw new TypeError('A script from elsewhere was asked for; it is not loaded.');
}

/**
 * Called in each realm before it starts a worker. The policy is the default one, so that `new Worker(new URL(…))`
 * keeps the form that the bundler recognises.
 */
export function trustOwnScripts(): void {
  const scope: object = globalThis;
  if (hasTrustedTypes(scope)) {
    scope.trustedTypes.createPolicy('default', { createScriptURL: ownScript });
  }
}

function hasTrustedTypes(scope: object): scope is { readonly trustedTypes: TrustedTypes } {
  return 'trustedTypes' in scope;
}

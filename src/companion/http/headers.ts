/** The headers of every response. */

/** Allows the app's own files and sockets to any broker. Inline code and eval are forbidden. */
const CONTENT_SECURITY_POLICY = `${builtPolicy()}; frame-ancestors 'none'`;

/** Policy of the development server, with the given sources of scripts and styles, and of workers. */
export function contentSecurityPolicy(code: string, workers?: string): string {
  return `${pagePolicy(code, workers)}; frame-ancestors 'none'`;
}

/**
 * Policy of the built app, in the form that the page itself can declare, for servers that send no header. No
 * text becomes a script: the only Trusted Types policy allows the addresses of its workers
 * (`src/ui/shell/trustedScripts.ts`).
 */
export function builtPolicy(): string {
  return `${pagePolicy("'self'")}; require-trusted-types-for 'script'; trusted-types default`;
}

function pagePolicy(code: string, workers = "'self'"): string {
  return [
    "default-src 'none'",
    `script-src ${code}`,
    `style-src ${code}`,
    // Images in payloads.
    "img-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `worker-src ${workers}`,
    "connect-src 'self' ws: wss:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * For documents, scripts and errors alike, because a worker needs the embedder policy on its own script. With
 * `OPENER_POLICY` it isolates the page, which raises the resolution of the browser's clock from 100 µs to 5
 * µs.
 */
export const BASE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** For a proxy that shows the page in a frame of its own page, such as Home Assistant. */
export const FRAMED_HEADERS = {
  'content-security-policy': `${builtPolicy()}; frame-ancestors 'self'`,
} as const;

/**
 * Only for pages that the browser trusts, by TLS or from its own machine; for others the browser logs a
 * complaint.
 */
export const OPENER_POLICY = { 'cross-origin-opener-policy': 'same-origin' } as const;

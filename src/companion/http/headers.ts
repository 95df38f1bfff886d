/** The headers of every response. */

/**
 * What the app may load and do: its own files, and sockets to any broker. Nothing inline, nothing
 * evaluated.
 */
const CONTENT_SECURITY_POLICY = `${builtPolicy()}; frame-ancestors 'none'`;

/** The policy of the development server, with the sources of scripts and styles, and of workers. */
export function contentSecurityPolicy(code: string, workers?: string): string {
  return `${pagePolicy(code, workers)}; frame-ancestors 'none'`;
}

/**
 * Of the built app, as far as the page itself can say it, for servers that send no such header. Text
 * becomes no script anywhere in it: its one Trusted Types policy lets through the addresses of its
 * workers (`src/ui/shell/trustedScripts.ts`).
 */
export function builtPolicy(): string {
  return `${pagePolicy("'self'")}; require-trusted-types-for 'script'; trusted-types default`;
}

function pagePolicy(code: string, workers = "'self'"): string {
  return [
    "default-src 'none'",
    `script-src ${code}`,
    `style-src ${code}`,
    // Pictures of payloads.
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
 * For documents, scripts and errors alike: a worker needs the embedder policy of its own script.
 * With `OPENER_POLICY` it isolates the page, which raises the browser's clock from 100 µs to 5 µs.
 */
export const BASE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** Only of a page that the browser trusts, by TLS or because it comes from its own machine: elsewhere it complains. */
export const OPENER_POLICY = { 'cross-origin-opener-policy': 'same-origin' } as const;

/** What the debugger shows, as text to send to somebody: without secret and without password. */
import type { PageOrigin } from '../../../profiles/host.ts';
import type { Texts } from '../../text/en.ts';
import type { Draft } from '../draft.ts';
import { urlOf } from '../settings.ts';
import { hashName, type Made } from './made.ts';

type Words = Texts['signIn'];

/** Shorter texts are no secrets, and would be found everywhere. */
const SHORTEST_SECRET = 4;

/** @param more lines of what was verified, without secrets as far as they know */
export function reportOf(
  draft: Draft,
  made: Made,
  page: PageOrigin,
  t: Words,
  more: readonly string[] = [],
): string {
  const url = urlOf(draft, page).url ?? made.wsUrl;
  const lines = [
    t.title,
    '',
    `${t.fields}:`,
    ...made.signedFields.map(([name, value]) => `  ${name}  ${value}`),
    `${t.content}: ${made.signContent}`,
    `${t.hmac}: ${t.hmacLine(hashName(draft), made.secretBytes, made.contentBytes)}`,
    '',
    t.receives,
    `${t.clientId}: ${made.clientId}`,
    `${t.userName}: ${made.username}`,
    `${t.password}: ${masked(made.password)} (${t.passwordForm(made.password.length)})`,
    `${t.endpoint}: ${url}`,
    ...(more.length === 0 ? [] : ['', ...more]),
    '',
  ];
  return withoutSecrets(lines.join('\n'), [draft.deviceSecret, made.password]);
}

/** As long as it was. */
export function masked(secret: string): string {
  return '*'.repeat(secret.length);
}

/** A secret may stand in another field by mistake: it is masked wherever it stands. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, secret.trim(), secret.toUpperCase()])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, masked(secret)), text);
}

/**
 * Sends a form from a browser: directly to the page's own server, otherwise through its companion, because
 * the platform's answers are not readable for pages.
 */

import { COMPANION_INFO_PATH, parseCompanionInfo } from '../../broker/core/companionInfo.ts';
import type { FormAnswer, FormField, NoFormAnswer } from './environment.ts';

/** Access of a page or worker to the web. */
export interface WebAccess {
  /** e.g. `http://localhost:8080`. */
  readonly origin: string;
  /** Folder of the page, with a final slash: `http://localhost:8080/`. */
  readonly folder: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Lets the page control its companion; undefined if there is none. */
  readonly pass: string | undefined;
}

/** Rejects on network errors. */
export async function postForm(
  url: string,
  form: readonly FormField[],
  web: WebAccess,
): Promise<FormAnswer> {
  if (!URL.canParse(url, web.origin)) return none('unreachable', url);
  const target = new URL(url, web.origin);
  return target.origin === web.origin
    ? straight(target.href, form, web)
    : relayed(target.href, form, web);
}

async function straight(
  url: string,
  form: readonly FormField[],
  { fetch }: WebAccess,
): Promise<FormAnswer> {
  const body = new URLSearchParams(form.map(([name, value]) => [name, value]));
  const response = await fetch(url, { ...PLAIN, method: 'POST', body });
  return { kind: 'answered', status: response.status, body: await response.text() };
}

async function relayed(
  url: string,
  form: readonly FormField[],
  web: WebAccess,
): Promise<FormAnswer> {
  const path = await relayPath(web);
  if (path === undefined) return none('no-companion');
  if (web.pass === undefined) return none('no-token');
  const response = await web.fetch(new URL(path, web.folder).href, {
    ...PLAIN,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${web.pass}` },
    body: JSON.stringify({ url, form: Object.fromEntries(form) }),
  });
  return answerOf(await response.json());
}

function answerOf(value: unknown): FormAnswer {
  const answer = typeof value === 'object' && value !== null ? value : {};
  const status = 'status' in answer ? answer.status : undefined;
  const body = 'body' in answer ? answer.body : undefined;
  if (typeof status === 'number' && typeof body === 'string') {
    return { kind: 'answered', status, body };
  }
  const said = 'error' in answer ? answer.error : undefined;
  return none('relay', typeof said === 'string' ? said : undefined);
}

/** undefined if no companion serves this page, or it does not relay forms. */
async function relayPath({ folder, fetch }: WebAccess): Promise<string | undefined> {
  const response = await fetch(new URL(`.${COMPANION_INFO_PATH}`, folder).href, PLAIN);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (!response.ok || !isJson) return undefined;
  return parseCompanionInfo(await response.json())?.preAuth;
}

const PLAIN = { cache: 'no-store', redirect: 'error', credentials: 'omit' } as const;

function none(why: NoFormAnswer, said?: string): FormAnswer {
  return { kind: 'none', why, said: said === undefined ? undefined : { reason: said } };
}

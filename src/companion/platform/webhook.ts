/**
 * Posts messages of the local platform's devices to the configured address: one `POST` at a time, in order.
 */
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { decodeUtf8 } from '../../base/utf8.ts';
import type {
  PostedMessage,
  WebhookControl,
  WebhookFacts,
} from '../../broker/platform/devices/webhook.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { systemCode } from '../cli/systemCode.ts';
import { jsonText, RawJson } from '../http/jsonText.ts';
import { bareHost, isLoopbackHost, parseUrl } from '../net/addresses.ts';
import { loopbackLookup } from '../net/loopbackLookup.ts';
import { misfitsJson } from './platformJson.ts';

/** ms */
const TIMEOUT = 5000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
const MOST_TRIES = 6;
/** Limit of waiting messages; beyond it, the oldest are dropped. */
const MOST_WAITING = 1000;
const MOST_BYTES = 8 << 20;

interface WebhookOptions {
  readonly url: URL;
  /** Called once when posting starts to fail, and once when it works again. */
  readonly told: (trouble: string | undefined) => void;
  /** ms before the first retry; for tests. */
  readonly firstWait?: number;
}

/** Undefined unless it is http or https without a user name. */
export function webhookUrl(text: string): URL | undefined {
  const url = parseUrl(text);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  return url !== undefined && isWeb && url.username === '' && url.password === '' ? url : undefined;
}

const isOwnMachine = (url: URL): boolean => isLoopbackHost(bareHost(url.hostname));

export class Webhook {
  readonly #options: WebhookOptions;
  readonly #waiting: string[] = [];
  readonly #end = new AbortController();
  #bytes = 0;
  #sent = 0;
  #failed = 0;
  #dropped = 0;
  #trouble: string | undefined;
  #isBusy = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  get facts(): WebhookFacts {
    const { origin, pathname } = this.#options.url;
    return {
      address: `${origin}${pathname}`,
      waiting: this.#waiting.length,
      sent: this.#sent,
      failed: this.#failed,
      dropped: this.#dropped,
      trouble: this.#trouble,
    };
  }

  /** `body`: JSON text. */
  post(body: string): void {
    this.#waiting.push(body);
    this.#bytes += body.length;
    while (this.#waiting.length > MOST_WAITING || this.#bytes > MOST_BYTES) {
      // The first one is being sent.
      const at = this.#isBusy ? 1 : 0;
      const [oldest] = this.#waiting.splice(at, 1);
      if (oldest === undefined) break;
      this.#bytes -= oldest.length;
      this.#dropped += 1;
    }
    if (!this.#isBusy) void this.#run();
  }

  close(): void {
    this.#end.abort();
    this.#waiting.length = 0;
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    for (;;) {
      const [body] = this.#waiting;
      if (body === undefined || this.#end.signal.aborted) break;
      const isSent = await this.#deliver(body);
      if (this.#end.signal.aborted) break;
      this.#waiting.shift();
      this.#bytes -= body.length;
      if (isSent) this.#sent += 1;
      else this.#failed += 1;
    }
    this.#isBusy = false;
  }

  /** Retries with growing delays, unless the response is a permanent rejection. */
  async #deliver(body: string): Promise<boolean> {
    const { firstWait = FIRST_WAIT } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const { trouble, isFinal } = await this.#try(body);
      if (this.#end.signal.aborted) return false;
      this.#note(trouble);
      if (trouble === undefined) return true;
      if (isFinal || attempt >= MOST_TRIES) return false;
      await this.#pause(Math.min(firstWait * 2 ** (attempt - 1), LONGEST_WAIT));
      if (this.#end.signal.aborted) return false;
    }
  }

  async #try(body: string): Promise<{ trouble: string | undefined; isFinal: boolean }> {
    try {
      const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(TIMEOUT)]);
      const status = await posted(this.#options.url, body, signal);
      if (status >= 200 && status < 300) return { trouble: undefined, isFinal: false };
      const mayPass = status >= 500 || status === 408 || status === 429;
      return { trouble: `HTTP ${status}`, isFinal: !mayPass };
    } catch (error) {
      return { trouble: reasonOf(error), isFinal: false };
    }
  }

  #note(trouble: string | undefined): void {
    const before = this.#trouble;
    this.#trouble = trouble;
    if ((before === undefined) !== (trouble === undefined)) this.#options.told(trouble);
  }

  /** Ends early on close. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#end;
    await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/**
 * Posts JSON and resolves to the status. Follows no redirect, because the user has not approved its target.
 */
function posted(url: URL, body: string, signal: AbortSignal): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'mqttscope',
    },
    signal,
    // Any controller of the broker may name this machine as a host, but no other.
    ...(isOwnMachine(url) && { lookup: loopbackLookup }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, options, (answer) => {
      resolve(answer.statusCode ?? 0);
      // The response body is not read, and the connection closes.
      answer.destroy();
    });
    outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    outgoing.end(body);
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  return systemCode(error) ?? error.name;
}

/** The webhook of a platform, which a controller may change at runtime. */
export class PlatformWebhook implements WebhookControl {
  /** Set at the start: this address may be anywhere. */
  readonly #named: URL | undefined;
  readonly #told: WebhookOptions['told'];
  #webhook: Webhook | undefined;

  constructor(named: URL | undefined, told: WebhookOptions['told']) {
    this.#named = named;
    this.#told = told;
    if (named !== undefined) this.#begin(named);
  }

  get facts(): WebhookFacts | undefined {
    return this.#webhook?.facts;
  }

  /** Addresses of other machines must be set at the start. */
  set(text: string | undefined): 'done' | 'not-url' | 'elsewhere' {
    const url = text === undefined ? undefined : webhookUrl(text);
    if (text !== undefined && url === undefined) return 'not-url';
    if (url !== undefined && url.href !== this.#named?.href && !isOwnMachine(url))
      return 'elsewhere';
    this.#webhook?.close();
    this.#webhook = undefined;
    if (url !== undefined) this.#begin(url);
    return 'done';
  }

  posted(message: PostedMessage): void {
    this.#webhook?.post(jsonText(bodyOf(message)));
  }

  close(): void {
    this.#webhook?.close();
  }

  #begin(url: URL): void {
    this.#webhook = new Webhook({ url, told: this.#told });
  }
}

/** The payload as JSON with all digits if it is JSON, else as text or Base64. Raw data is always Base64. */
function bodyOf({ payload, misfits, ...message }: PostedMessage) {
  const text = message.kind === 'raw' ? undefined : decodeUtf8(payload);
  const isJson = text !== undefined && parseJson(text) !== undefined;
  return {
    ...message,
    misfits: misfitsJson(misfits),
    payload: isJson ? RawJson.of(text) : (text ?? null),
    payloadBase64: text === undefined ? Buffer.from(payload).toString('base64') : null,
  };
}

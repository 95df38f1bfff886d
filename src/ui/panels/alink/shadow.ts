/** Messages to and from a device's shadow. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';

export type ShadowRequest =
  | { readonly kind: 'get' }
  /** `reported`: JSON text of an object. `version`: higher than the shadow's version, or -1 to reset it. */
  | { readonly kind: 'update'; readonly reported: string; readonly version: number }
  /** Deletes all reported properties. */
  | { readonly kind: 'delete'; readonly version: number };

export function writeShadow(request: ShadowRequest): Uint8Array {
  switch (request.kind) {
    case 'get':
      return encodeUtf8('{"method":"get"}');
    case 'update':
      return encodeUtf8(
        `{"method":"update","state":{"reported":${request.reported}},"version":${request.version}}`,
      );
    case 'delete':
      // The text null, not the value, clears the reported properties.
      return encodeUtf8(
        `{"method":"delete","state":{"reported":"null"},"version":${request.version}}`,
      );
  }
}

export interface ShadowNews {
  /** `control`: the platform pushes desired values. */
  readonly method: 'reply' | 'control' | 'other';
  readonly status: string | undefined;
  readonly version: number | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  /** Formatted JSON text of `state`; undefined if it is missing. */
  readonly state: string | undefined;
}

/** Undefined if unreadable. */
export function readShadow(payload: Uint8Array): ShadowNews | undefined {
  const text = decodeUtf8(payload);
  const news = text === undefined ? undefined : parseJson(text);
  return isObject(news) ? newsOf(news) : undefined;
}

function newsOf(news: Readonly<Record<string, unknown>>): ShadowNews {
  const body = isObject(news['payload']) ? news['payload'] : {};
  const content = isObject(body['content']) ? body['content'] : {};
  const version = [news['version'], body['version']].find((each) => typeof each === 'number');
  const { method } = news;
  return {
    method: method === 'reply' || method === 'control' ? method : 'other',
    status: textOf(body['status']),
    version: typeof version === 'number' ? version : undefined,
    errorCode: textOf(content['errorcode']),
    errorMessage: textOf(content['errormessage']),
    state: isObject(body['state']) ? JSON.stringify(body['state'], undefined, 2) : undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

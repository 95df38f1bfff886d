/** Creates, changes, removes and saves devices and products over HTTP; see docs/alibaba.md. */

import type { RawRule } from '../../alibaba/rawRules.ts';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import { saidOf } from '../../broker/core/commands/refusals.ts';
import type { ProductFields, SavingFacts } from '../../broker/platform/devices/registryCommands.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { RawJson } from '../http/jsonText.ts';

export interface RegistryHost {
  command(command: ControlCommand): ControlReply;
  /** Writes all changes to the devices file; resolves when written or failed. */
  save(): Promise<SavingFacts>;
}

export interface RegistryRequest {
  readonly method: string;
  /** `devices`, `products`, `save` or `file`, and the rest of the path. */
  readonly steps: readonly string[];
  readonly text: string;
}

interface Answer {
  readonly status: number;
  readonly value: object;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether it is handled here; other requests below `devices` are not. */
export function isOfRegistry({ method, steps }: Omit<RegistryRequest, 'text'>): boolean {
  const [collection, , , action] = steps;
  if (collection !== 'devices') return ['products', 'save', 'file'].includes(collection ?? '');
  if (steps.length === 1) return method === 'POST';
  return (steps.length === 3 && method === 'DELETE') || (steps.length === 4 && action === 'secret');
}

export async function answerRegistry(host: RegistryHost, asked: RegistryRequest): Promise<Answer> {
  const { method, steps, text } = asked;
  const [collection, productKey = '', deviceName = ''] = steps;
  const route = `${method} ${collection} ${steps.length}`;
  if (route === 'GET file 1') return whole(host);
  if (route === 'GET products 1') return products(host);
  if (route === 'DELETE devices 3') {
    return said(host.command({ kind: 'remove-device', productKey, deviceName }));
  }
  if (route === 'DELETE products 2')
    return said(host.command({ kind: 'remove-product', productKey }));
  if (method !== 'POST') return fault(405, 'This address does not support the method.');
  if (route === 'POST save 1') return save(host);
  const fields = fieldsOf(text);
  if (fields === undefined) return fault(400, 'The body must be an object.');
  const wrong = fieldError(fields);
  if (wrong !== undefined) return fault(400, wrong);
  switch (route) {
    case 'POST devices 1':
      return said(host.command({ kind: 'make-device', ...deviceFields(fields) }), 201);
    case 'POST devices 4': {
      const { deviceSecret } = deviceFields(fields);
      const secret = deviceSecret === undefined ? {} : { deviceSecret };
      return said(host.command({ kind: 'change-secret', productKey, deviceName, ...secret }));
    }
    case 'POST products 1': {
      const key = typeof fields['productKey'] === 'string' && { productKey: fields['productKey'] };
      return said(host.command({ kind: 'make-product', ...key, ...productFields(fields) }), 201);
    }
    case 'POST products 2':
      return said(host.command({ kind: 'change-product', productKey, ...productFields(fields) }));
    default:
      return fault(404, 'There is nothing at this address; see docs/alibaba.md.');
  }
}

function whole(host: RegistryHost): Answer {
  const reply = host.command({ kind: 'platform-file' });
  return reply.kind === 'platform-file'
    ? { status: 200, value: RawJson.of(reply.text) }
    : said(reply);
}

function products(host: RegistryHost): Answer {
  const reply = host.command({ kind: 'platform' });
  if (reply.kind !== 'platform') return said(reply);
  const told = reply.products.map(
    ({ productKey, name, devices, online, topics, tsl, rawRules }) => ({
      productKey,
      name,
      devices,
      online,
      topics,
      tsl: tsl === undefined ? null : RawJson.of(tsl),
      rawRules,
    }),
  );
  return { status: 200, value: { products: told } };
}

async function save(host: RegistryHost): Promise<Answer> {
  const { file, unsaved, failure } = await host.save();
  if (file === undefined) return fault(409, saidOf({ key: 'no-file', args: {} }).reason);
  if (failure !== undefined) return fault(500, failure);
  return { status: 200, value: { file, unsaved } };
}

function said(reply: ControlReply, status = 200): Answer {
  if (reply.kind === 'device-made') {
    const { productKey, deviceName, deviceSecret } = reply;
    return { status, value: { productKey, deviceName, deviceSecret } };
  }
  if (reply.kind === 'product-made') return { status, value: { productKey: reply.productKey } };
  if (reply.kind !== 'refused') return { status, value: {} };
  const isUnknown = reply.fact?.key === 'no-device' || reply.fact?.key === 'no-product';
  return fault(isUnknown ? 404 : 400, reply.reason);
}

const fault = (status: number, error: string): Answer => ({ status, value: { error } });

function fieldsOf(text: string): Fields | undefined {
  const value = text.trim() === '' ? {} : parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

const TEXTS = ['productKey', 'deviceName', 'deviceSecret', 'name'];

/** Error for a field whose type differs from the documentation. */
function fieldError(fields: Fields): string | undefined {
  const text = TEXTS.find((name) => fields[name] !== undefined && typeof fields[name] !== 'string');
  if (text !== undefined) return `${text} must be a string.`;
  const { topics, rawRules, dynamicRegistration: dynamic } = fields;
  if (rawRules !== undefined && rawRulesOf(rawRules) === undefined) {
    return 'rawRules must be a list of {"prefix", "reply"}.';
  }
  if (topics !== undefined && topicsOf(topics) === undefined) {
    return 'topics must be a list of {"topic", "operation"}.';
  }
  return dynamic === undefined || typeof dynamic === 'boolean'
    ? undefined
    : 'dynamicRegistration must be true or false.';
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function deviceFields(fields: Fields) {
  const deviceName = textOf(fields['deviceName']);
  const deviceSecret = textOf(fields['deviceSecret']);
  return {
    productKey: textOf(fields['productKey']) ?? '',
    ...(deviceName !== undefined && { deviceName }),
    ...(deviceSecret !== undefined && { deviceSecret }),
  };
}

/** `model` is TSL JSON, as in the devices file; null removes it. */
function productFields(fields: Fields): ProductFields {
  const { model, dynamicRegistration } = fields;
  const name = textOf(fields['name']);
  const topics = topicsOf(fields['topics']);
  const rawRules = rawRulesOf(fields['rawRules']);
  return {
    ...(name !== undefined && { name }),
    ...(topics !== undefined && { topics }),
    ...(rawRules !== undefined && { rawRules }),
    ...(model !== undefined && { tsl: model === null ? '' : JSON.stringify(model) }),
    ...(typeof dynamicRegistration === 'boolean' && { dynamicRegistration }),
  };
}

function topicsOf(value: unknown): ProductFields['topics'] {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  const read = items.map((item) => {
    const members = new Map<string, unknown>(Object.entries(item ?? {}));
    const topic = members.get('topic');
    const operation = members.get('operation');
    const known = OPERATIONS.find((one) => one === operation);
    return typeof topic === 'string' && known !== undefined
      ? { topic, operation: known }
      : undefined;
  });
  const right = read.filter((item) => item !== undefined);
  return right.length < read.length ? undefined : right;
}

/** An absent prefix matches everything. */
function rawRulesOf(value: unknown): readonly RawRule[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  const read = items.map((item) => {
    const members = new Map<string, unknown>(Object.entries(item ?? {}));
    const prefix = members.get('prefix') ?? '';
    const reply = members.get('reply');
    return typeof prefix === 'string' && typeof reply === 'string' ? { prefix, reply } : undefined;
  });
  const right = read.filter((item) => item !== undefined);
  return right.length < read.length ? undefined : right;
}

const OPERATIONS = ['PUB', 'SUB', 'ALL'] as const;

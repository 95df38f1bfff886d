/** The local platform of a companion, from the cloud's and from a device's side. */
import path from 'node:path';
import type { IClientOptions } from 'mqtt';
import { WebSocket } from 'ws';
import { type SignInRequest, signIn } from '../../../src/alibaba/sign.ts';
import type { DeviceEvent } from '../../devices/setUp.ts';
import { ROOT } from '../../run/step.ts';
import type { Companion } from './companion.ts';
import { type Running, start, until } from './processes.ts';

export interface DeviceSecrets {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
}

/** The only device of the fixture `devicesFile`. */
export const DEVICE: DeviceSecrets = {
  productKey: 'a1ZdK9qTbXe',
  deviceName: 'press-07',
  deviceSecret: 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b',
};

/** Devices that a companion has printed. */
export function printedDevices(companion: Companion): readonly DeviceSecrets[] {
  return [...companion.stdout().matchAll(/^device (\S+) (\S+) (\S+)$/gm)].map(
    ([, productKey = '', deviceName = '', deviceSecret = '']) => ({
      productKey,
      deviceName,
      deviceSecret,
    }),
  );
}

/** Options for a companion that waits long enough for a device's response on a busy machine. */
export const PATIENT: readonly string[] = ['--alibaba-setting', 'callTimeout=60000'];

/** mqtt.js options of a device's connection. */
export function deviceOptions(
  device: DeviceSecrets,
  request: Partial<SignInRequest> = {},
): IClientOptions & {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
} {
  const { clientId, username, password } = signIn({
    clientIdBase: Math.random().toString(36).slice(2),
    signMethod: 'hmacsha256',
    secureMode: 3,
    ...device,
    ...request,
  });
  return { clientId, username, password, clean: false, keepalive: 60 };
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** The cloud's side: HTTP for the list and for messages, the control interface for everything else. */
export function cloudOf(companion: Companion) {
  const { token } = companion;
  const ask = async (method: string, at: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(new URL(`alibaba/api/${at}`, companion.app), {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };
  const order = (
    kind: string,
    { productKey, deviceName }: DeviceSecrets,
    members: object = {},
  ): Promise<unknown> => command(companion, { kind, productKey, deviceName, ...members });
  return {
    token,
    devices: () => ask('GET', 'devices'),
    publish: ({ productKey, deviceName }: DeviceSecrets, body: unknown) =>
      ask('POST', `devices/${productKey}/${encodeURIComponent(deviceName)}/publish`, body),
    device: (device: DeviceSecrets) => order('platform-device', device),
    /** Resolves to the outcome. A device need not answer, and the vendor's package does not. */
    setProperty: (device: DeviceSecrets, params: object, wait = true) =>
      order('set-property', device, { params: JSON.stringify(params), wait }),
    /** Resolves to the outcome. */
    invoke: (device: DeviceSecrets, service: string, input: object = {}) =>
      order('invoke-service', device, { service, input: JSON.stringify(input), wait: true }),
    enable: (device: DeviceSecrets, isEnabled: boolean) =>
      order('enable-device', device, { isEnabled }),
  };
}

/** Sends one command of the control interface, and waits for its reply. */
export async function command(companion: Companion, asked: object): Promise<unknown> {
  const { token } = companion;
  const socket = new WebSocket(`${companion.app.replace('http', 'ws')}control`);
  try {
    return await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => {
        socket.send(JSON.stringify({ kind: 'hello', version: 1, token }));
        socket.send(JSON.stringify({ kind: 'ask', id: 1, command: asked }));
      });
      socket.on('message', (data: Buffer) => {
        const message: unknown = JSON.parse(data.toString());
        if (typeof message === 'object' && message !== null && 'reply' in message) {
          resolve(message.reply);
        }
      });
    });
  } finally {
    socket.close();
  }
}

interface Told {
  readonly event: DeviceEvent;
  readonly detail: unknown;
}

export interface DeviceProgram extends Running {
  /** Events so far. */
  readonly told: () => readonly Told[];
  /** Waits for the first event of that kind after the event `after`. */
  readonly next: (event: DeviceEvent, after?: number) => Promise<unknown>;
}

/** Runs a program of `e2e/devices` as a device. */
export function startDevice(
  program: 'referenceDevice' | 'vendorDevice' | 'oldVendorDevice',
  device: DeviceSecrets,
  url: string,
  more: Readonly<Record<string, string>> = {},
): DeviceProgram {
  const file = path.join(ROOT, 'e2e/devices', `${program}.ts`);
  const running = start(process.execPath, ['--import', 'tsx', file], {
    PRODUCT_KEY: device.productKey,
    DEVICE_NAME: device.deviceName,
    DEVICE_SECRET: device.deviceSecret,
    BROKER_URL: url,
    INTERVAL: '200',
    ...more,
  });
  const told = (): readonly Told[] =>
    running
      .stdout()
      .split('\n')
      .flatMap((line) => parseTold(line));
  return {
    ...running,
    told,
    next: async (event, after = 0) => {
      const what = `${program}: ${event}`;
      const found = await until(
        () =>
          told()
            .slice(after)
            .find((one) => one.event === event),
        what,
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${running.stdout().slice(-2000)}${running.stderr()}`);
      });
      return found.detail;
    },
  };
}

function parseTold(line: string): readonly Told[] {
  if (!line.startsWith('{')) return [];
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('event' in value)) return [];
  const { event } = value;
  const known = EVENTS.find((one) => one === event);
  return known === undefined
    ? []
    : [{ event: known, detail: 'detail' in value ? value.detail : null }];
}

const EVENTS: readonly DeviceEvent[] = [
  'connect',
  'close',
  'error',
  'subscribed',
  'reply',
  'set',
  'control',
  'service',
];

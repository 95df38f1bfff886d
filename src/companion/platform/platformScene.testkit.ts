/** A companion with the platform, its API, and one of its devices. */
import type { MqttClient } from 'mqtt';
import { signIn } from '../../alibaba/sign.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';

export async function platformScene() {
  const companion = await startTestCompanion({
    platform: { file: undefined, settings: { upgradeTimeout: 60_000 } },
  });
  const [device] = companion.madeDevices;
  if (device === undefined) throw new Error('no device was made');
  const { productKey, deviceName } = device;
  const bearer = { authorization: `Bearer ${companion.madeToken ?? ''}` };
  const api = async (path: string, method = 'GET', body = '') => {
    const answer = await ask(companion.app, `/alibaba/api/${path}`, bearer, method, body);
    const json: unknown = JSON.parse(answer.body);
    /** A number in the response, by name. */
    const number = (name: string): number =>
      Number(new RegExp(`"${name}":(\\d+)`).exec(answer.body)?.[1]);
    return { status: answer.status, json, number };
  };
  const { clientId, username, password } = signIn({
    ...device,
    clientIdBase: 'b',
    signMethod: 'hmacsha1',
    secureMode: 3,
  });
  const connect = async () =>
    (await connectClient(companion.mqtt, { clientId, username, password })).client;
  const names = `${productKey}/${deviceName}`;
  return { companion, device, api, connect, names, bearer };
}

export const messageOn = (client: MqttClient, topic: string): Promise<Buffer> =>
  new Promise((resolve) => {
    client.on('message', (on, payload) => {
      if (on === topic) resolve(payload);
    });
  });

/** Plays a script of steps as a client on mqtt.js 2, 4 or 5. argv: folder of the package, one JSON object (see README). */
import { createRequire } from 'node:module';

const [, , folder, text] = process.argv;
const mqtt = createRequire(import.meta.url)(folder);
const task = JSON.parse(text);
const is5 = task.version === 5;
const { will } = task;
const client = mqtt.connect({
  host: '127.0.0.1',
  port: task.port,
  protocol: task.webSocket ? 'ws' : 'mqtt',
  path: task.webSocket ? '/mqtt' : undefined,
  clientId: task.clientId,
  protocolVersion: task.version,
  protocolId: task.version === 3 ? 'MQIsdp' : 'MQTT',
  clean: task.clean ?? true,
  ...(process.env.CORPUS_USER && { username: process.env.CORPUS_USER, password: 'any' }),
  keepalive: task.keepAlive ?? 30,
  reconnectPeriod: task.stays ? 500 : 0,
  resubscribe: task.resubscribe ?? true,
  ...(is5 && { properties: { sessionExpiryInterval: task.expiry ?? 0, ...task.properties } }),
  ...(will && {
    will: {
      topic: will.topic,
      payload: 'gone',
      qos: will.qos ?? 0,
      retain: will.retain ?? false,
      ...(is5 && will.delay !== undefined && { properties: { willDelayInterval: will.delay } }),
    },
  }),
});
let messages = 0;
client.on('message', () => {
  messages += 1;
});
client.on('error', ({ message }) => console.error(message));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** The capture records its outcome. */
const answered = (act) =>
  Promise.race([
    new Promise((resolve) => act(resolve)),
    task.awaits === false ? pause(0) : pause(8_000),
  ]);
await answered((done) => client.once('connect', done));
for (const [verb, ...rest] of task.steps) {
  if (verb === 'sub') {
    const more = is5 && rest[2] ? rest[2] : {};
    await answered((done) => client.subscribe(rest[0], { qos: rest[1], ...more }, done));
  } else if (verb === 'unsub') await answered((done) => client.unsubscribe(rest[0], done));
  else if (verb === 'pub') {
    const more = is5 && rest[4] ? { properties: rest[4] } : {};
    const options = { qos: rest[2], retain: rest[3] ?? false, ...more };
    await answered((done) => client.publish(rest[0], rest[1], options, done));
  } else if (verb === 'await') {
    for (let waited = 0; messages < rest[0] && waited < 8_000; waited += 20) await pause(20);
  } else if (verb === 'pause') await pause(rest[0]);
  else if (verb === 'kill') process.exit(0);
}
client.end(false, () => process.exit(0));
setTimeout(() => process.exit(0), 3_000).unref();

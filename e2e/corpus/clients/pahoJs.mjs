/** Plays a script of steps as a client on Paho JS, over WebSocket. argv: folder of the package, folder of ws, one JSON object. */
import { createRequire } from 'node:module';

const [, , folder, wsFolder, text] = process.argv;
const require = createRequire(import.meta.url);
const task = JSON.parse(text);
const kept = new Map();
globalThis.window = globalThis;
globalThis.WebSocket = require(wsFolder);
globalThis.localStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
  key: (index) => [...kept.keys()][index] ?? null,
  get length() {
    return kept.size;
  },
};
const { Client, Message } = require(folder);
const client = new Client('127.0.0.1', task.port, '/mqtt', task.clientId);
let messages = 0;
client.onMessageArrived = () => {
  messages += 1;
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const answered = (act) => Promise.race([new Promise((resolve) => act(resolve)), pause(8_000)]);
const messageOf = (topic, payload, qos, retained = false) =>
  Object.assign(new Message(payload), { destinationName: topic, qos, retained });
const { will } = task;
await answered((done) =>
  client.connect({
    mqttVersion: task.version,
    cleanSession: task.clean ?? true,
    keepAliveInterval: task.keepAlive ?? 30,
    onSuccess: done,
    onFailure: done,
    ...(will && { willMessage: messageOf(will.topic, 'gone', will.qos ?? 0, will.retain) }),
  }),
);
for (const [verb, ...rest] of task.steps) {
  if (verb === 'sub') {
    await answered((done) =>
      client.subscribe(rest[0], { qos: rest[1], onSuccess: done, onFailure: done }),
    );
  } else if (verb === 'unsub') {
    await answered((done) => client.unsubscribe(rest[0], { onSuccess: done, onFailure: done }));
  } else if (verb === 'pub') {
    await answered((done) => {
      client.onMessageDelivered = done;
      client.send(messageOf(...rest));
      if (rest[2] === 0) done();
    });
  } else if (verb === 'await') {
    for (let waited = 0; messages < rest[0] && waited < 8_000; waited += 20) await pause(20);
  } else if (verb === 'pause') await pause(rest[0]);
  else if (verb === 'kill') process.exit(0);
}
client.disconnect();
await pause(200);
process.exit(0);

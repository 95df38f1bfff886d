/** A device on the vendor's current package, alibabacloud-iot-device-sdk 1.2.8, according to its manual. */
import sdk from 'alibabacloud-iot-device-sdk';
import {
  BROKER_URL,
  CONTROL,
  DEVICE_NAME,
  DEVICE_SECRET,
  INTERVAL,
  PRODUCT_KEY,
  read,
  SUBSCRIBES,
  tell,
} from './setUp.ts';

const own = sdk.device({
  productKey: PRODUCT_KEY,
  deviceName: DEVICE_NAME,
  deviceSecret: DEVICE_SECRET,
  brokerUrl: BROKER_URL,
});

let hasAsked = false;
let hasBegun = false;
own.on('connect', () => {
  tell('connect');
  if (hasBegun) return;
  hasBegun = true;
  if (SUBSCRIBES) own.subscribe(CONTROL, { qos: 1 }, () => tell('subscribed'));
  own.onProps((message) => tell('set', message));
  own.onService('selfTest', (message, reply) => {
    tell('service', message);
    reply({ id: message.id, code: 200, data: { passed: 1 } }, 'sync');
  });
  setInterval(() => {
    own.postProps({ temperature: 21.5 }, (reply) => {
      tell('reply', reply);
      if (hasAsked) return;
      hasAsked = true;
      own.getConfig(() => undefined);
    });
  }, INTERVAL);
});
own.on('close', () => tell('close'));
own.on('error', (error) => tell('error', String(error)));
own.on('message', (topic, payload) => {
  if (topic === CONTROL) tell('control', read(payload));
});

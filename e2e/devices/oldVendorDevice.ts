/**
 * A device on the vendor's first package, aliyun-iot-device-sdk 1.0.1, whose signed tails have line ends and
 * spaces.
 */
import sdk from 'aliyun-iot-device-sdk';
import { BROKER_URL, DEVICE_NAME, DEVICE_SECRET, INTERVAL, PRODUCT_KEY, tell } from './setUp.ts';

const own = sdk.device({
  productKey: PRODUCT_KEY,
  deviceName: DEVICE_NAME,
  deviceSecret: DEVICE_SECRET,
  brokerUrl: BROKER_URL,
});
own.on('connect', () => {
  tell('connect');
  setInterval(() => {
    own.postProps({ temperature: 20 }, (reply) => tell('reply', reply));
  }, INTERVAL);
});
own.on('close', () => tell('close'));
own.on('error', (error) => tell('error', String(error)));

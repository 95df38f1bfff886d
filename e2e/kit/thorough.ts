/** True in `npm run thorough`. In `npm test`, specs that ask this take fewer of their cases. */
export const isThorough = process.env['MQTTSCOPE_THOROUGH'] !== undefined;

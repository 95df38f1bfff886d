/** True in `npm run thorough`. In `npm test`, specs that use this run fewer cases. */
export const isThorough = process.env['MQTTSCOPE_THOROUGH'] !== undefined;

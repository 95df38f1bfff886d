/**
 * mqtt.js's client without its transports, from the package's own files. The package's bundle for browsers is
 * twice as large.
 */
// mqtt.js reads this global when it is loaded.
globalThis.process ??= require('process/');

const { default: MqttClient } = require('mqtt/lib/client');

module.exports = { MqttClient };

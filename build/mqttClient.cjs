/** mqtt.js's client without its transports: the package's own files, which its bundle for browsers wraps in twice as much code. */
// mqtt.js reads the global where it is loaded.
globalThis.process ??= require('process/');

const { default: MqttClient } = require('mqtt/lib/client');

module.exports = { MqttClient };

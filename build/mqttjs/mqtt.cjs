/**
 * mqtt.js for the worker of a connection: its client, without its ways to the network.
 * The package's own bundle for browsers is nearly twice as large, with transports and polyfills that
 * nothing here uses. Stands in the place of `mqtt` where the app is built.
 */
// Some of its files want it as a global.
globalThis.process ??= require('./process.cjs');

const { default: MqttClient } = require('mqtt/lib/client');
const { default: Store } = require('mqtt/lib/store');

module.exports = { MqttClient, Store };

/**
 * In the place of mqtt-packet's writer. Our CONNECT takes the place of mqtt.js's, so that only its type matters; of
 * what else mqtt.js sends for us, nothing has more than a fixed header (2.1.1).
 */
const FIRST_BYTES = { connect: 0x10, pingreq: 0xc0, disconnect: 0xe0 };

module.exports = ({ cmd }, stream) => {
  const first = FIRST_BYTES[cmd];
  if (first === undefined) throw new TypeError(`mqtt.js is not to send ${cmd}.`);
  return stream.write(Uint8Array.of(first, 0));
};

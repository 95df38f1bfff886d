/**
 * In the place of `rfdc`: mqtt.js copies a PUBLISH before it stores it, and changes topic and alias in the copy.
 * Its payload is nobody else's.
 */
module.exports = (packet) => ({
  ...packet,
  ...(packet.properties && { properties: { ...packet.properties } }),
});

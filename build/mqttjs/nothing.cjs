/**
 * In the place of what mqtt.js asks for and never uses as we call it: sockets of Node, timers in a worker
 * of their own, the topic aliases of what it would publish, and text decoding and web streams.
 */
module.exports = {
  // mqtt.js makes one for each server that takes aliases.
  LRUCache: class {
    clear() {
      // It holds nothing.
    }
  },
};

/**
 * In the place of what mqtt.js asks for and never uses as we call it: ways around the timers of browsers, acknowledgements,
 * topic aliases. It makes one of these for each server that takes aliases.
 */
module.exports = class {
  /** Who is refused has been told by us. */
  static ReasonCodes = {};
};

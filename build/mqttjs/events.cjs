/** In the place of Node's `events` for mqtt.js, which mixes it into its client: what it and mqtt-packet call of it. */
class EventEmitter {
  on(name, listener) {
    // Whoever mixes this in makes no constructor of it run.
    this._listeners ??= new Map();
    this._listeners.set(name, [...this.listeners(name), listener]);
    return this;
  }

  once(name, listener) {
    const heard = (...values) => {
      this.removeListener(name, heard);
      listener.apply(this, values);
    };
    heard.listener = listener;
    return this.on(name, heard);
  }

  removeListener(name, listener) {
    const left = this.listeners(name);
    const at = left.findLastIndex((one) => one === listener || one.listener === listener);
    if (at >= 0) this._listeners.set(name, left.toSpliced(at, 1));
    return this;
  }

  /** As they are now: who comes or goes while they hear of something changes another list. */
  listeners(name) {
    return this._listeners?.get(name) ?? [];
  }

  emit(name, ...values) {
    const listeners = this.listeners(name);
    if (name === 'error' && listeners.length === 0) throw values[0];
    for (const listener of listeners) listener.apply(this, values);
    return listeners.length > 0;
  }

  /** There may be any number. */
  setMaxListeners() {
    return this;
  }
}

module.exports = EventEmitter;
module.exports.EventEmitter = EventEmitter;

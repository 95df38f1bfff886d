/**
 * In the place of `readable-stream`, which is larger than mqtt.js's client: what that, its store and our end of its
 * connection ask of streams. They take all that is written, because what waits in one is a CONNECT or what came in
 * one frame.
 */
const EventEmitter = require('events');
const { nextTick } = require('./process.cjs');

class Writable extends EventEmitter {
  #waiting = [];
  #isWriting = false;
  #isDestroyed = false;

  write(chunk) {
    if (this.#isDestroyed) return false;
    this.#waiting.push(chunk);
    this.#next();
    return true;
  }

  #next() {
    if (this.#isWriting || this.#isDestroyed || this.#waiting.length === 0) return;
    this.#isWriting = true;
    this._write(this.#waiting.shift(), 'buffer', (error) => {
      this.#isWriting = false;
      if (error) this.destroy(error);
      else this.#next();
    });
  }

  destroy(error = null) {
    if (this.#isDestroyed) return this;
    this.#isDestroyed = true;
    this._destroy(error, (failure) => {
      nextTick(() => {
        if (failure) this.emit('error', failure);
        this.emit('close');
      });
    });
    return this;
  }

  _destroy(error, done) {
    done(error);
  }
}

/** What is pushed goes where it is piped to, which is done before anything comes. */
class Duplex extends Writable {
  #target;

  pipe(target) {
    this.#target = target;
    return target;
  }

  push(chunk) {
    return this.#target.write(chunk);
  }
}

/** Of what is stored, a piece whenever somebody reads. */
class Readable extends EventEmitter {
  #waiting = [];

  push(chunk) {
    if (chunk === null) nextTick(() => this.emit('end'));
    else this.#waiting.push(chunk);
  }

  read() {
    if (this.#waiting.length === 0) this._read();
    return this.#waiting.shift() ?? null;
  }
}

module.exports = { Duplex, Readable, Writable };

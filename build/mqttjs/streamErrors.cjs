/**
 * In the place of readable-stream's own errors, which explain each wrong argument: the same codes, and a few words
 * for what can go wrong between mqtt.js and its socket.
 */
const MESSAGES = {
  ERR_INVALID_ARG_TYPE: 'Neither bytes nor text',
  ERR_INVALID_ARG_VALUE: 'No such value',
  ERR_METHOD_NOT_IMPLEMENTED: 'Not implemented',
  ERR_MULTIPLE_CALLBACK: 'Called back twice',
  ERR_OUT_OF_RANGE: 'Out of range',
  ERR_STREAM_ALREADY_FINISHED: 'The stream is finished',
  ERR_STREAM_CANNOT_PIPE: 'The stream cannot be read',
  ERR_STREAM_DESTROYED: 'The stream is destroyed',
  ERR_STREAM_NULL_VALUES: 'Nothing to write',
  ERR_STREAM_PUSH_AFTER_EOF: 'More bytes after the last',
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: 'Bytes given back after the last',
  ERR_STREAM_WRITE_AFTER_END: 'Written after the end',
  ERR_UNKNOWN_ENCODING: 'Unknown encoding',
};

const codes = {};
for (const [code, message] of Object.entries(MESSAGES)) {
  codes[code] = class extends Error {
    code = code;
    constructor() {
      super(message);
    }
  };
}

class AbortError extends Error {
  name = 'AbortError';
  code = 'ABORT_ERR';
  constructor() {
    super('Aborted');
  }
}

/** What failed first says more than what failed in its wake. */
const aggregateTwoErrors = (inner, outer) => outer ?? inner;

module.exports = { AbortError, aggregateTwoErrors, codes };

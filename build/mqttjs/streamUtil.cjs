/** As much of readable-stream's helpers as its streams need: its log, which nobody could read in a worker. */
module.exports = { debuglog: require('./debug.cjs') };

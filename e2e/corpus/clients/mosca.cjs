/** A broker on Mosca. argv: folder of the package, TCP port. */
const mosca = require(process.argv[2]);
const persistence = { factory: mosca.persistence.Memory };
new mosca.Server({ port: Number(process.argv[3]), host: '127.0.0.1', persistence });

/** A broker on aedes, over TCP and WebSocket. argv: folder of the package, folder of ws, TCP port, WebSocket port. */
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';

const [, , folder, wsFolder, port, wsPort] = process.argv;
const require = createRequire(import.meta.url);
// Newer versions are only modules, which `require` cannot resolve.
const { main } = require(`${folder}/package.json`);
const aedes = await import(pathToFileURL(`${folder}/${main ?? 'aedes.js'}`).href);
const Aedes = aedes.Aedes ?? aedes.default;
const broker = Aedes.createBroker ? await Aedes.createBroker() : new Aedes();
const handle = broker.handle.bind(broker);
createServer(handle).listen(Number(port), '127.0.0.1');
const http = createHttpServer();
const { WebSocketServer, createWebSocketStream } = require(wsFolder);
new WebSocketServer({ server: http }).on('connection', (socket, request) => {
  handle(createWebSocketStream(socket), request);
});
http.listen(Number(wsPort), '127.0.0.1');

/** Configures nginx and HAProxy as in docs/proxy.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../run/step.ts';

interface ProxyPorts {
  /** HTTPS. */
  readonly web: number;
  /** MQTT over TLS. */
  readonly mqtt: number;
}

/** Addresses `host:port` of the companion. */
interface Behind {
  readonly web: string;
  readonly mqtt: string;
}

export interface Proxy {
  /** Name of its program. */
  readonly name: string;
  /** Paths at which it serves the app. */
  readonly paths: readonly string[];
  /** A file that it needs beside its program. */
  readonly module?: string;
  /** Writes its files into the folder. Returns its arguments. */
  configure(ports: ProxyPorts, behind: Behind, folder: string): readonly string[];
}

const TLS = path.join(ROOT, 'src/companion/testdata/tls');
const NGINX_STREAM = '/usr/lib/nginx/modules/ngx_stream_module.so';

const PAGE = readFileSync(path.join(ROOT, 'docs/proxy.md'), 'utf8');
/** Code blocks of a section. */
function blocksOf(section: string): readonly string[] {
  const [, text = ''] = PAGE.split(`\n## ${section}\n`);
  const [own = ''] = text.split('\n## ');
  return [...own.matchAll(/^```\w*\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}

/** Fails if the page has changed. */
function replaced(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`docs/proxy.md no longer has "${from}".`);
    return now.replaceAll(from, to);
  }, text);
}

export const NGINX: Proxy = {
  name: 'nginx',
  paths: ['/', '/tools/mqttscope/'],
  module: NGINX_STREAM,
  configure: (ports, behind, folder) => {
    const [server = '', stream = ''] = blocksOf('nginx');
    const [, root = ''] = /( {2}location \/ \{[^}]*\})/.exec(server) ?? [];
    const below = replaced(root, [
      ['location / ', 'location /tools/mqttscope/ '],
      ['127.0.0.1:8080;', '127.0.0.1:8080/;'],
    ]);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};\n`,
    );
    const blocks = `http {\naccess_log off;\n${temporary.join('')}${server.replace(root, `${root}\n${below}`)}}\n${stream}`;
    const file = path.join(folder, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off;\npid ${folder}/nginx.pid;\nload_module ${NGINX_STREAM};\nevents {}\n${replaced(
        blocks,
        [
          ['listen 443 ', `listen 127.0.0.1:${ports.web} `],
          ['listen 8883 ', `listen 127.0.0.1:${ports.mqtt} `],
          ['/etc/nginx/', `${TLS}/`],
          ['127.0.0.1:8080', behind.web],
          ['127.0.0.1:1883', behind.mqtt],
        ],
      )}`,
    );
    return ['-p', folder, '-c', file, '-e', path.join(folder, 'error.log')];
  },
};

export const HAPROXY: Proxy = {
  name: 'haproxy',
  paths: ['/'],
  configure: (ports, behind, folder) => {
    const [blocks = ''] = blocksOf('HAProxy');
    const pem = path.join(folder, 'mqttscope.pem');
    const [cert, key] = ['cert', 'key'].map((name) =>
      readFileSync(path.join(TLS, `${name}.pem`), 'utf8'),
    );
    writeFileSync(pem, `${cert}${key}`);
    const file = path.join(folder, 'haproxy.cfg');
    writeFileSync(
      file,
      replaced(blocks, [
        ['bind :443 ', `bind 127.0.0.1:${ports.web} `],
        ['bind :8883 ', `bind 127.0.0.1:${ports.mqtt} `],
        ['/etc/haproxy/mqttscope.pem', pem],
        ['127.0.0.1:8080', behind.web],
        ['127.0.0.1:1883', behind.mqtt],
      ]),
    );
    return ['-db', '-f', file];
  },
};

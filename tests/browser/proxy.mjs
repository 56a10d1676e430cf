// The pages behind nginx, with the configuration that docs/web.md shows: proxy.mjs PROGRAMS AGENCIES FOLDER. lapord-web
// gets its socket as systemd hands it over. The exit status is the verdict.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { run } from './run_tests.mjs';
import { Gateway, freePort, until } from './gateway.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const name = 'lapor.example.go.id';
const place = `${folder}/proxy`;
const socket = `${place}/http.sock`;
const page = readFileSync(process.env.LAPOR_PAGE_OF_PAGES, 'utf8');
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
const gateway = new Gateway(programs, agencies, place, /behind_proxy = true\nhosts = .*\n/.exec(page)[0]);
let port, nginx, web;

/** The page's own lines, on a port and with a certificate of this test. */
function configuration() {
  const lines = /```nginx\n([\s\S]*?)```/.exec(page)[1]
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replace(/# ssl_certificate.*/, `ssl_certificate ${place}/cert.pem; ssl_certificate_key ${place}/key.pem;`)
    .replace('/run/lapord-web/http.sock', socket);
  return `daemon off; worker_processes 1; user root; pid ${place}/nginx.pid; error_log ${place}/error.log;
events { worker_connections 512; }
http { access_log off; client_body_temp_path ${place}/b; proxy_temp_path ${place}/p; fastcgi_temp_path ${place}/f;
uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
${lines}}
`;
}

/** A request over TLS from an address of this machine: { status, headers, body, after }, `after` in ms to the first byte. */
function ask(path, { from = '127.0.0.1', headers = {}, method = 'GET', body = '', enough } = {}) {
  return new Promise((done, fail) => {
    const began = Date.now();
    const asked = request({ host: '127.0.0.1', port, path, method, localAddress: from, servername: name,
      ca: readFileSync(`${place}/cert.pem`), headers: { Host: name, ...headers } }, (answer) => {
      let text = '';
      let after;
      const end = () => done({ status: answer.statusCode, headers: answer.headers, body: text, after });
      answer.on('data', (bytes) => {
        after ??= Date.now() - began;
        text += bytes;
        if (enough?.(text)) asked.destroy(), end();
      });
      answer.on('end', end);
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

async function start() {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', `${place}/key.pem`, '-out',
    `${place}/cert.pem`], { stdio: 'ignore' });
  await gateway.startGateway();
  web = spawn('systemd-socket-activate', ['-l', socket, `${programs}/lapord-web`, '--gateway', `${gateway.folder}/web.sock`],
    { stdio: 'ignore' });
  port = await freePort();
  writeFileSync(`${place}/nginx.conf`, configuration());
  nginx = spawn('nginx', ['-c', `${place}/nginx.conf`, '-e', `${place}/error.log`], { stdio: 'ignore' });
  await until('the pages answer through nginx', async () => (await ask('/healthz')).status === 200);
}

function stop() {
  for (const one of [nginx, web]) one?.kill('SIGTERM');
  gateway.stop();
}

const tests = [];
const test = (sentence, body) => tests.push({ name: sentence, body });

test('the board comes over TLS, packed, with the header that keeps it there', async () => {
  const board = await ask('/');
  assert.equal(board.status, 200);
  assert.match(board.headers['strict-transport-security'], /max-age=31536000/);
  assert.match(board.headers['content-security-policy'], /default-src 'none'/);
  const packed = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
});

test('a session is for TLS alone, and a form of this very page is taken', async () => {
  const token = gateway.user('siti', 'coordinator');
  const answer = await ask('/meja/masuk', { method: 'POST', body: `token=${token}`, headers: {
    'Content-Type': 'application/x-www-form-urlencoded', Origin: `https://${name}`, 'Sec-Fetch-Site': 'same-origin' } });
  assert.equal(answer.status, 303);
  assert.match(answer.headers['set-cookie'][0], /^__Host-lapor=.*Secure.*HttpOnly.*SameSite=Strict/i);
  const foreign = await ask('/meja/masuk', { method: 'POST', body: `token=${token}`, headers: {
    'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://evil.example' } });
  assert.equal(foreign.status, 403);
});

test('each visitor is counted by the own address, whatever the visitor says of it', async () => {
  const look = (from, headers) => ask('/cek?no=1000015', { from, headers }).then((a) => a.status);
  const seen = [];
  for (let i = 0; i < 21; ++i) seen.push(await look('127.0.0.2'));
  assert.deepEqual([seen[0], seen.at(-1)], [404, 429]);
  assert.equal(await look('127.0.0.2', { 'X-Forwarded-For': '10.9.8.7' }), 429);
  assert.equal(await look('127.0.0.3'), 404);
});

test('an event arrives at once, for nothing on the way keeps it', async () => {
  const first = await ask('/live', { enough: (text) => text.includes('retry') });
  assert.ok(first.after < 5000, `${first.after} ms`);  // what a proxy keeps waits for the heartbeat, 15 s
  assert.match(first.headers['content-type'], /text\/event-stream/);
  const told = ask('/live', { enough: (text) => text.includes('event: board') });
  gateway.report('jalan berlubang di Blora');
  const began = Date.now();
  await told;
  console.log(`        an event of a new report after ${Date.now() - began} ms`);
});

test('metrics are for nobody without a token, and for a viewer with one', async () => {
  assert.equal((await ask('/metrics')).status, 403);
  const token = gateway.user('prometheus', 'viewer');
  const metrics = await ask('/metrics', { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(metrics.status, 200);
  assert.match(metrics.body, /^lapor_modem_up\{modem="sim1"\} 0$/m);
});

test('another name than the own is refused, and what a proxy may read otherwise too', async () => {
  assert.equal((await ask('/', { headers: { Host: 'evil.example' } })).status, 421);
  for (const path of ['/%2e%2e/etc/passwd', '/a%2Fb']) assert.ok((await ask(path)).status >= 400, path);
});

test('one visitor can hold eight streams and ask so fast and no faster', async () => {
  const streams = [];
  for (let i = 0; i < 8; ++i) streams.push(ask('/live', { from: '127.0.0.4', enough: (text) => text.includes('event: never') }));
  await until('the ninth is refused', async () => (await ask('/live', { from: '127.0.0.4', enough: (t) => t.includes('retry') })).status === 503);
  const many = await Promise.all(Array.from({ length: 100 }, () => ask('/healthz', { from: '127.0.0.5' })));
  assert.ok(many.some((a) => a.status === 503), 'nginx limits');
  streams.forEach((s) => s.catch(() => null));
});

await run(tests, start, stop);

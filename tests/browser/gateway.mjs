// A gateway and its pages in a folder of their own, asked through laporctl. Every phone number is fictitious.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks again and again until it holds. */
export async function until(what, holds, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      const value = await holds();
      if (value) return value;
    } catch {
      // not yet
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${patience} ms`);
    await sleep(100);
  }
}

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export class Gateway {
  /** `http`: what stands under [http]; start() adds a free port of loopback. */
  constructor(programs, agencies, folder, http = '') {
    this.http = http;
    this.programs = programs;
    this.folder = `${folder}/run`;
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(`${this.folder}/state`, { recursive: true });
    copyFileSync(agencies, `${this.folder}/agencies.toml`);
    this.children = [];
  }

  spawn(name, ...words) {
    const log = openSync(`${this.folder}/${name}.log`, 'a');
    const child = spawn(`${this.programs}/${name}`, words, { cwd: this.folder, stdio: ['ignore', log, log] });
    this.children.push(child);
    return child;
  }

  /** Without the pages. */
  async startGateway() {
    writeFileSync(`${this.folder}/lapord.toml`, `[gateway]
name        = "Lapor Uji"
state_dir   = "state"
socket      = "control.sock"
view_socket = "view.sock"
web_socket  = "web.sock"
own_numbers = ["+628110000001"]
agencies    = "agencies.toml"
[[modem]]
name    = "sim1"
device  = "no-such-modem"
[[escalation]]
after = "12h"
to    = "operator"
[http]
${this.http}`);
    this.spawn('lapord', '--config', 'lapord.toml');
    await until('lapord answers', () => this.ctl('status'));
  }

  async start() {
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    this.http += `listen = "127.0.0.1:${this.port}"\n`;
    await this.startGateway();
    this.web = this.spawn('lapord-web', '--gateway', 'web.sock');
    await until('lapord-web answers', async () => (await fetch(`${this.url}/healthz`)).ok);
  }

  stop() {
    for (const child of this.children) child.kill('SIGTERM');
  }

  ctl(...words) {
    const out = execFileSync(`${this.programs}/laporctl`, ['--socket', `${this.folder}/control.sock`, '--json', ...words],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return JSON.parse(out);
  }

  report(text, channel = 'hotline') {
    return this.ctl('new', '--channel', channel, text).ticket;
  }

  user(name, role, agency) {
    return this.ctl('web', 'user', 'add', name, '--role', role, ...(agency ? ['--agency', agency] : [])).token;
  }

  /** The newest text to this number that fits. */
  texts(number) {
    return this.ctl('messages', '--out', '--number', number, '--limit', '50').map((m) => m.text);
  }
}

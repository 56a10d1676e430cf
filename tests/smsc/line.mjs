// A gateway on a line to an SMSC that isn't ours: line.mjs PROGRAMS AGENCIES FOLDER. Each test is a sentence; the exit
// status is the verdict. LAPOR_SEED chooses other instants for the kills.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Gateway, until } from './gateway.mjs';
import { Smsc } from './smsc.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const citizen = '+628110000123';
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const caller = (n) => `+628110000${String(n).padStart(5, '0')}`;

let state = Number(process.env.LAPOR_SEED ?? 20266);
/** Numerical Recipes' generator: the same instants for the same seed. */
function dice(most) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}

class LineGateway extends Gateway {
  constructor(smsc, keys = '') {
    super(programs, agencies, folder);
    writeFileSync(`${this.folder}/password`, `${smsc.password}\n`);
    writeFileSync(`${this.folder}/lapord.toml`, `[gateway]
state_dir   = "state"
socket      = "control.sock"
view_socket = ""
web_socket  = ""
agencies    = "agencies.toml"
[[smpp]]
name      = "1708"
host      = "localhost"
port      = ${smsc.port}
system_id = "lapor"
password_file = "password"
address   = "1708"
message_ids = "hex_to_decimal"
response  = "5s"
${keys}
[limits]
replies_per_number_per_hour = 1
replies_per_day = 60
[delivery]
unsure_wait = "3s"
[forwarding]
window  = "00:00-24:00"
collect = "1h"
[[escalation]]
after = "12h"
to    = "operator"
`);
  }

  async start() {
    this.lapord = this.spawn('lapord', '--config', 'lapord.toml');
    await until('lapord answers', () => this.ctl('status'));
  }

  line() {
    return this.ctl('status').modems[0];
  }

  async ready() {
    await this.start();
    await until('the line is ready', () => this.line().state === 'ready', 60_000);
  }

  async killLapord() {
    const ended = new Promise((done) => this.lapord.once('exit', done));
    this.lapord.kill('SIGKILL');
    await ended;
    await this.start();
  }

  killWorker() {
    const { pid } = this.line();
    if (pid) process.kill(pid, 'SIGKILL');
  }

  state(number) {
    return this.ctl('messages', '--out', '--number', number)[0]?.state;
  }

  /** All of them, page by page. */
  tickets() {
    const all = [];
    for (let before = []; ; before = ['--before', all.at(-1).ticket]) {
      const page = this.ctl('tickets', '--limit', '1000', ...before);
      if (page.length === 0) return all;
      all.push(...page);
    }
  }

  open() {
    return this.ctl('status').tickets.open;
  }
}

async function withGateway(smsc, keys, test) {
  await smsc.listen();
  const gateway = new LineGateway(smsc, keys);
  try {
    await test(gateway);
  } finally {
    gateway.stop();
    await smsc.die();
  }
}

async function withLine(keys, test) {
  const smsc = new Smsc('rahasia');
  await withGateway(smsc, keys, async (gateway) => {
    await gateway.ready();
    await test(smsc, gateway);
  });
}

/** A certificate that only its own file vouches for, for this name. */
function certificate(name) {
  const [key, cert] = [`${folder}/${name}.key`, `${folder}/${name}.pem`];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { file: cert, pem: { key: readFileSync(key), cert: readFileSync(cert) } };
}

const tests = {
  async 'reports of any alphabet and length become tickets, and receipts in decimal count'() {
    for (const keys of ['', 'bind = "pair"']) {
      await withLine(keys, async (smsc, gateway) => {
        smsc.receipts = keys ? 'before' : 'after';
        assert.equal(smsc.binds, keys ? 2 : 1);
        smsc.arrives(citizen, 'LAPOR JALAN berlubang @ £ _ { di depan pasar');
        smsc.arrives('+628110000124', 'LAPOR LAMPU padam di gang mawar ☹ tolong');
        smsc.arrivesLong('+628110000125', `LAPOR AIR ${'keruh '.repeat(50)}sekali`, 150, 7);
        smsc.arrives('+628110000126', '', { message_payload: { message: 'LAPOR SAMPAH menumpuk di kali' } });
        smsc.pump();
        await until('four tickets', () => gateway.open() === 4);
        const words = gateway.tickets().map((t) => t.text).join('\n');
        for (const part of ['@ £ _ {', '☹ tolong', 'keruh sekali', 'di kali']) assert.ok(words.includes(part), `${part} in ${words}`);
        await until('the answer is delivered', () => gateway.state(citizen) === 'delivered');
        const answer = smsc.submitted.find((text) => text.to === citizen);
        assert.match(answer.text, /100001/);
      });
    }
  },

  async 'a carrier that throttles gets each text once, and a dead number is told'() {
    await withLine('', async (smsc, gateway) => {
      smsc.refuse = [0x58, 0x14, 0x58];
      for (let n = 0; n < 10; ++n) gateway.ctl('send', caller(n), `uji ${n}`);
      await until('all delivered', () => gateway.ctl('status').outbox.delivered === 10, 60_000);
      assert.equal(smsc.submitted.length, 10);
      smsc.refuse = [0x0b];
      gateway.ctl('send', '+628110000999', 'mati');
      await until('failed', () => gateway.state('+628110000999') === 'failed');
    });
  },

  async 'TLS: the carrier is who its certificate says, or nothing is told to it'() {
    try {
      execFileSync('openssl', ['version'], { stdio: 'pipe' });
    } catch {
      console.log('  skipped: no openssl (apt install openssl)');
      return;
    }
    const right = certificate('localhost');
    const encrypted = new Smsc('rahasia', right.pem);
    await withGateway(encrypted, `tls = true\ntls_ca = "${right.file}"`, async (gateway) => {
      await gateway.ready();
      encrypted.arrives(citizen, 'LAPOR JALAN berlubang di depan pasar');
      encrypted.pump();
      await until('the answer is delivered', () => gateway.state(citizen) === 'delivered');
    });
    const other = certificate('smsc.example');
    for (const authority of [other.file, right.file]) {
      const impostor = new Smsc('rahasia', other.pem);
      await withGateway(impostor, `tls = true\ntls_ca = "${authority}"`, async (gateway) => {
        await gateway.start();
        await until('it is told', () => /certificate/.test(gateway.line().last_error ?? ''));
        assert.equal(impostor.binds, 0);
      });
    }
  },

  async '5,000 reports, and twenty kills of worker, lapord or carrier: each is one ticket'() {
    const reports = Number(process.env.LAPOR_REPORTS ?? 5000);
    await withLine('', async (smsc, gateway) => {
      for (let n = 0; n < reports; ++n) smsc.arrives(caller(n), `LAPOR JALAN nomor ${String(n).padStart(5, '0')} rusak`);
      const begin = Date.now();
      smsc.pump();
      for (let kill = 0; kill < 20; ++kill) {
        const before = smsc.acknowledged;
        await until('more is acknowledged', () => smsc.acknowledged > before || smsc.waiting.length === 0, 120_000);
        await pause(dice(700));
        const victim = dice(3);
        if (victim === 0) gateway.killWorker();
        if (victim === 1) await gateway.killLapord();
        if (victim === 2) {
          await smsc.die();
          await smsc.listen();
        }
      }
      await until('all acknowledged', () => smsc.acknowledged >= reports, 900_000);
      const took = (Date.now() - begin) / 1000;
      assert.equal(gateway.open(), reports);
      assert.equal(new Set(gateway.tickets().map((t) => t.text.match(/nomor (\d+)/)[1])).size, reports);
      console.log(`  ${reports} reports in ${took.toFixed(0)} s with 20 kills, ${smsc.again} delivered again`);
    });
  },

  async '2,000 texts with a window of ten, and five kills: each went, none more than twice'() {
    const texts = Number(process.env.LAPOR_TEXTS ?? 2000);
    await withLine('window = 10', async (smsc, gateway) => {
      smsc.answerAfter = 20;
      for (let n = 0; n < texts; ++n) gateway.ctl('send', caller(n), `uji ${n}`);
      for (let kill = 0; kill < 5; ++kill) {
        const before = smsc.submitted.length;
        await until('more went', () => smsc.submitted.length > before || before >= texts, 60_000);
        await pause(dice(400));
        gateway.killWorker();
      }
      await until('all delivered', () => gateway.ctl('status').outbox.delivered === texts, 600_000);
      const times = new Map();
      for (const { text } of smsc.submitted) times.set(text, (times.get(text) ?? 0) + 1);
      assert.equal(times.size, texts);
      assert.ok(Math.max(...times.values()) <= 2);
      assert.ok(smsc.mostUnderWay <= 10, `${smsc.mostUnderWay} under way`);
      console.log(`  ${texts} texts, ${smsc.submitted.length - texts} of them twice, at most ${smsc.mostUnderWay} under way`);
    });
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  if (process.env.LAPOR_ONLY && !name.includes(process.env.LAPOR_ONLY)) continue;
  try {
    await test();
    console.log(`ok      ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
process.exit(failed === 0 ? 0 : 1);

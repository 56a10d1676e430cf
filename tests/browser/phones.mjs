// The two phones of ./try --web in a browser: phones.mjs PROGRAMS AGENCIES FOLDER. The tour is gone from the first text
// to the citizen's YES by the page's own buttons; the exit status is the verdict.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { Chromium, run } from './chromium.mjs';
import { until } from './gateway.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const hostile = '<script>alert(1)</script> "><img src=x onerror=alert(1)> \u202Egnirts';
const log = `${folder}/try.log`;
const chromium = await Chromium.launch(`${folder}/phones`);
let office, url, page, number;

async function start() {
  const out = openSync(log, 'w');
  office = spawn(`${programs}/lapor-try`, [programs, `${folder}/try`, agencies, '--web'], { stdio: ['ignore', out, out] });
  url = await until('the page is served', () => /open (http:\S+\/) in/.exec(readFileSync(log, 'utf8'))?.[1], 90_000);
}

/** Ctrl-C. Everything that was started has to end by itself. */
async function stop() {
  const ended = new Promise((done) => office.on('exit', done));
  office.kill('SIGINT');
  await ended;
}

const text = (selector) => page.locator(selector).innerText();
const step = () => text('#tur div.now h3');
const passed = (n) => until(`${n} steps are done`, async () =>
  Number(/(\d) dari 8/.exec(await text('#tur .progress'))[1]) >= n, 60_000);
const holder = () => page.locator('#pemegang').inputValue();
const press = (name) => page.locator('#tur').getByRole('button', { name }).first().click();
const example = () => press('Kirim contoh ini');

const tests = [];
const test = (name, body) => tests.push({ name, body });

test('a citizen reports by a click, and the agency has it without the number of the citizen', async () => {
  page = await chromium.visitor();
  assert.equal((await page.goto(url)).status(), 200);
  await page.evaluate(() => { window.stillHere = true; });
  assert.match(await step(), /1\. Warga melapor/);
  await example();
  await passed(2);
  number = /\d{7}/.exec(await text('#laporan .state'))[0];
  assert.match(await text('#warga-log'), new RegExp(number));
  const forward = await text('#petugas-log');
  assert.match(forward, new RegExp(number));
  assert.ok(!forward.includes('0000123'));
});

test('the receipts of what was sent are shown', async () => {
  await until('the receipt came', async () => /laporan: sampai/.test(await text('#warga-log')));
});

test('the report climbs by itself once time is hurried, and other phones are named', async () => {
  await press('Percepat waktu');
  await until('the pace is shown', async () => /1 jam = 1 detik/.test(await text('#waktu strong')));
  await passed(3);
  await page.getByRole('link', { name: 'Sekretaris BMCK' }).click();
  await until('the phone is the secretary\'s', async () => await holder() === '+628110000212');
  await until('the secretary has a text', async () => (await text('#petugas-log')).includes(number));
});

test('the operator accepts, and the citizen asks how it stands', async () => {
  await page.getByRole('button', { name: '5 detik' }).click();
  assert.match(await step(), /4\. Operator menjawab/);
  await example();
  await passed(4);
  await until('the phone is the operator\'s', async () => await holder() === '+628110000211');
  await example();
  await passed(5);
});

test('what is typed stays while texts arrive, and Enter sends it', async () => {
  const box = page.locator('#warga-isi');
  await box.fill('belum selesai dite');
  const before = await page.locator('#petugas-log li').count();
  await page.locator('#petugas-isi').fill('DAFTAR');
  await page.locator('#petugas-isi').press('Enter');
  await until('the list came', async () => await page.locator('#petugas-log li').count() > before);
  assert.equal(await box.inputValue(), 'belum selesai dite');
  assert.equal(await page.locator('#petugas-isi').inputValue(), '');
  await box.fill('');
});

test('a lost network keeps texts, and gives them back', async () => {
  await press('Putuskan jaringan');
  await until('the modem has no network', async () => /hilang/.test(await text('#gateway')));
  await example();
  await until('the text waits', async () => /1 SMS menunggu masuk/.test(await text('#gateway')));
  await press('Pulihkan jaringan');
  await passed(6);
});

test('a full SIM keeps texts waiting, and all are taken once the modem goes on', async () => {
  await press('Penuhi SIM');
  await until('the SIM is full', async () => /10 dari 10/.test(await text('#gateway')));
  await example();
  await until('the text waits', async () => /1 SMS menunggu masuk/.test(await text('#gateway')));
  await press('Jalankan modem lagi');
  await passed(7);
  await until('the SIM is empty', async () => /0 dari 10/.test(await text('#gateway')));
});

test('receipts that are off leave texts without one', async () => {
  await page.getByRole('button', { name: 'Matikan laporan pengiriman' }).click();
  await page.getByRole('button', { name: 'Hidupkan laporan pengiriman' }).waitFor();
  await page.locator('#warga-isi').fill('BANTUAN');
  await page.locator('#warga-isi').press('Enter');
  await until('an answer without a receipt', async () =>
    /belum ada laporan/.test(await page.locator('#warga-log li.in').last().innerText()) &&
    /BANTUAN/.test(await page.locator('#warga-log li.out').last().innerText()));
  await page.getByRole('button', { name: 'Hidupkan laporan pengiriman' }).click();
});

test('the agency solves it, the citizen says YA, and the tour is over without a reload', async () => {
  await example();
  await until('the citizen is asked', async () => (await text('#tur div.now')).includes(`YA ${number}`), 60_000);
  await example();
  await passed(8);
  assert.match(await text('#laporan .state'), /Selesai/);
  assert.match(await text('#tur'), /Tur selesai/);
  assert.equal(await page.evaluate(() => window.stillHere), true);
});

test('the board between the phones and that of lapord-web count the report', async () => {
  const today = async (where) => Number(await where.locator('.card').first().locator('dd').first().innerText());
  await until('the board counts it', async () => await today(page.locator('#papan')) >= 1);
  const board = await chromium.visitor();
  await board.goto(await page.getByRole('link', { name: 'Papan publik', exact: true }).getAttribute('href'));
  await until('lapord-web counts it', async () => {
    await board.reload();
    return await today(board) >= 1;
  });
});

test('hostile words are words on both phones', async () => {
  await page.locator('#warga-isi').fill(`LAPOR JALAN rusak ${hostile}`);
  await page.locator('#warga-isi').press('Enter');
  await until('it is shown', async () => (await text('#warga-log')).includes('<script>'));
});

test('a number that is none is refused with a reason', async () => {
  const answer = await fetch(`${url}kirim`, { method: 'POST', body: new URLSearchParams({ dari: 'saya', isi: 'x' }) });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /Nomor pengirim/);
});

test('a page of another site can neither text nor follow, and another name is refused', async () => {
  const foreign = await fetch(`${url}kirim`, {
    method: 'POST', headers: { Origin: 'http://evil.example' }, body: new URLSearchParams({ dari: '+628110000123', isi: 'x' }),
  });
  assert.equal(foreign.status, 403);
  assert.equal((await fetch(`${url}live`, { headers: { Origin: 'http://evil.example' } })).status, 403);
  const status = await new Promise((done) => get(url, { headers: { Host: 'evil.example' } }, (answer) => done(answer.statusCode)));
  assert.equal(status, 421);
});

test('a new tour begins, and its first step goes without JavaScript', async () => {
  page = await chromium.visitor({ javaScriptEnabled: false });
  await page.goto(url);
  await page.getByRole('button', { name: 'Mulai tur dari awal' }).click();
  assert.match(await step(), /1\. Warga melapor/);
  await example();
  await until('the report is there', async () => {
    await page.getByRole('link', { name: 'Muat ulang' }).click();
    return /2 dari 8/.test(await text('#tur .progress'));
  });
});

test('the page passes axe-core at every width, and is pictured', async () => {
  for (const [width, scheme] of [[360, 'light'], [360, 'dark'], [800, 'light'], [1280, 'light'], [1280, 'dark'], [1920, 'light'], [1920, 'dark']]) {
    const one = await chromium.visitor({ viewport: { width, height: 900 }, colorScheme: scheme });
    await one.goto(url);
    await one.locator('.alive').first().waitFor({ state: 'attached' });
    await chromium.picture(one, `telepon-${width}-${scheme}`);
    await chromium.accessible(one, `${width} ${scheme}`);
    await chromium.fits(one, `${width}`);
    await one.context().close();
  }
});

await run(tests, chromium, start, stop);

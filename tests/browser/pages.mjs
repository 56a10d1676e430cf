// The pages in a browser: pages.mjs PROGRAMS AGENCIES FOLDER. Each test is a sentence; the exit status is the verdict.
import assert from 'node:assert/strict';
import { Chromium, run } from './chromium.mjs';
import { Gateway, until } from './gateway.mjs';

const [programs, agencies, folder] = process.argv.slice(2);
const citizen = '+628110000125';
const hostile = '<script>alert(1)</script> "><img src=x onerror=alert(1)> \u202Egnirts';

const gateway = new Gateway(programs, agencies, folder);
const chromium = await Chromium.launch(`${folder}/pictures`, {
  anywhere: [citizen.slice(-7)], outside_the_desk: ['kuitansi', 'fiktif'],
});
const visitor = (options) => chromium.visitor(options);

async function open(page, path) {
  const answer = await page.goto(gateway.url + path);
  return answer.status();
}

async function logIn(page, token) {
  await open(page, '/meja');
  await page.getByLabel('Token').fill(token);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

const tests = [];
const test = (name, body) => tests.push({ name, body });

test('a report appears on the board without a reload', async () => {
  const page = await visitor();
  assert.equal(await open(page, '/'), 200);
  const today = () => page.locator('.card').first().locator('dd').first().innerText();
  const before = Number(await today());
  await page.evaluate(() => { window.stillHere = true; });
  gateway.report('jalan berlubang di depan pasar Blora');
  await until('the card counts one more', async () => Number(await today()) === before + 1);
  assert.equal(await page.evaluate(() => window.stillHere), true);
});

test("the board's figures are those of laporctl scorecard", async () => {
  const page = await visitor();
  await until('the board is as new as the scorecard', async () => {
    await page.waitForTimeout(1000);
    await open(page, '/');
    const cards = gateway.ctl('scorecard');
    const rows = await page.locator('#instansi-tabel tbody tr').evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.equal(rows.length, cards.length);
    const shown = rows.map((r) => [r[1], r[2], r[4]].map(Number)).sort().join(';');
    return shown === cards.map((c) => [c.received, c.responded, c.unanswered]).sort().join(';');
  });
});

test('the board is read without JavaScript, and is small', async () => {
  const page = await visitor({ javaScriptEnabled: false });
  let bytes = 0;
  page.on('response', async (answer) => { bytes += (await answer.body()).length; });
  assert.equal(await open(page, '/'), 200);
  await page.locator('#instansi-tabel summary').click();
  assert.ok(await page.locator('#instansi-tabel table').isVisible());
  assert.ok(bytes > 0 && bytes <= 60_000, `${bytes} bytes`);
});

test('a wrong token is refused, the right one lets in, and who is removed is out', async () => {
  const token = gateway.user('tamu', 'viewer');
  const page = await visitor();
  await logIn(page, 'tamu.wrong');
  assert.match(await page.locator('main').innerText(), /tidak dikenal/);
  await logIn(page, token);
  assert.match(page.url(), /\/meja\/daftar/);
  gateway.ctl('web', 'user', 'remove', 'tamu');
  assert.equal(await open(page, '/meja/daftar'), 401);
});

test('a coordinator sorts ten reports by keyboard alone', async () => {
  const page = await visitor();
  for (let i = 0; i < 10; ++i) gateway.report(`sesuatu yang aneh nomor ${i} ${hostile}`);
  await logIn(page, gateway.user('siti', 'coordinator'));
  const waiting = () => page.locator('tr[data-row]').count();
  const before = await waiting();
  assert.ok(before >= 10, `${before} wait`);
  for (let i = 0; i < 10; ++i) {
    await page.keyboard.press('j');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.match(page.url(), /\/meja\/antrean/);
  }
  assert.equal(await waiting(), before - 10);
  const seen = gateway.ctl('access', '--limit', '20').map((a) => a.actor);
  assert.ok(seen.includes('web siti'));
});

test('two coordinators on one report: the second is told, and nothing is done twice', async () => {
  const number = gateway.report('sesuatu yang lain lagi');
  const [one, two] = [await visitor(), await visitor()];
  await logIn(one, gateway.user('satu', 'coordinator'));
  await logIn(two, gateway.user('dua', 'coordinator'));
  for (const page of [one, two]) {
    assert.equal(await open(page, `/meja/laporan/${number}`), 200);
    await page.keyboard.press('c');
    await page.keyboard.type('catatan');
  }
  await Promise.all([one.waitForNavigation(), one.locator('details[open] button').click()]);
  await Promise.all([two.waitForNavigation(), two.locator('details[open] button').click()]);
  assert.match(await two.locator('main').innerText(), /Sudah ada yang lebih dulu[\s\S]*Catatan oleh web satu/);
  assert.equal(gateway.ctl('ticket', number).events.filter((e) => e.kind === 'note').length, 1);
});

test('an agency sees its own reports and solves one', async () => {
  const number = gateway.report('jalan berlubang besar sekali di Blora');
  const page = await visitor();
  await logIn(page, gateway.user('agus', 'agency', 'BMCK'));
  assert.equal(await open(page, `/meja/laporan/${number}`), 200);
  await page.keyboard.press('e');
  await page.keyboard.type('sudah ditambal dengan aspal baru');
  const pin = page.locator('details[open] input[name=pin]');
  if (await pin.count()) await pin.fill('4321');
  await Promise.all([page.waitForNavigation(), page.locator('details[open] button').click()]);
  assert.equal(gateway.ctl('ticket', number).state, 'resolved');
  const events = gateway.ctl('ticket', number).events;
  assert.ok(events.some((e) => e.kind === 'desk' && e.actor === 'web agus'));
});

test('each figure of the desk opens a list of as many reports', async () => {
  const page = await visitor();
  await logIn(page, gateway.user('angka', 'coordinator'));
  const figures = await until('the board has counted the reports of an agency', async () => {
    await open(page, '/meja/angka');
    const links = await page.locator('#instansi-tabel tbody a').evaluateAll((all) =>
      all.map((a) => [a.getAttribute('href'), Number(a.textContent)]));
    return links.length >= 3 && links;
  });
  for (const [path, n] of figures) {
    await open(page, path);
    assert.equal(await page.locator('tr[data-row]').count(), n, path);
  }
  await open(page, '/meja/angka');
  await Promise.all([page.waitForNavigation(), page.locator('#board svg.bar a, .bars svg.bar a').first().click()]);
  assert.match(page.url(), /\/meja\/daftar\?angka=/);
});

test('a report by form waits for the code that was texted, without JavaScript', async () => {
  const page = await visitor({ javaScriptEnabled: false });
  assert.equal(await open(page, '/lapor'), 200);
  await page.getByLabel('Apa yang terjadi').fill(`lampu jalan mati ${hostile}`);
  await page.getByLabel('Nomor HP').fill(citizen);
  await page.getByRole('button').click();
  const code = await until('the code is queued', () =>
    gateway.texts(citizen).map((t) => /: (\d{6})\./.exec(t)?.[1]).find(Boolean));
  await page.getByLabel('Kode').fill('000000');
  await page.getByRole('button').click();
  assert.match(await page.locator('main').innerText(), /Kode salah/);
  await page.getByLabel('Kode').fill(code);
  await page.getByRole('button').click();
  const number = await page.locator('strong').innerText();
  assert.equal(gateway.ctl('ticket', number).channel, 'web');
});

test('a page of another site can neither give an order nor follow the stream', async () => {
  const page = await visitor();
  await page.goto('about:blank');
  const before = gateway.ctl('tickets').length;
  await page.evaluate((url) => fetch(`${url}/lapor`,
    { method: 'POST', body: new URLSearchParams({ isi: 'x' }), mode: 'no-cors' }).catch(() => null), gateway.url);
  assert.equal(gateway.ctl('tickets').length, before);
  const raw = await fetch(`${gateway.url}/lapor`, {
    method: 'POST', headers: { Origin: 'http://evil.example' }, body: new URLSearchParams({ isi: 'x' }),
  });
  assert.equal(raw.status, 403);
});

test('no public answer has a number, and every page bears a hostile text', async () => {
  const number = gateway.report(`jalan rusak ${hostile}`);
  const told = gateway.ctl('new', '--channel', 'hotline', '--from', citizen, 'pungli kuitansi fiktif di kantor dinas').ticket;
  const page = await visitor();
  for (const path of ['/', '/en/', `/cek?no=${told}&hp=0125`]) await open(page, path);
  assert.ok(chromium.searched > 50, `${chromium.searched} answers of this suite were searched`);
  for (const path of ['/', '/en/', `/cek?no=${number}`, '/data.csv', '/open311/v2/requests.json', '/open311/v2/requests.xml?extensions=true',
    `/open311/v2/requests/${told}.json`]) {
    const body = await (await fetch(gateway.url + path)).text();
    assert.ok(!/kuitansi|fiktif/.test(body), path);
    assert.ok(!body.includes('0000125'), path);
    assert.ok(!body.includes('<script>alert'), path);
  }
});

test('every page passes axe-core and is pictured', async () => {
  const number = gateway.ctl('tickets', '--limit', '1')[0].ticket;
  const token = gateway.user('gambar', 'coordinator');
  const pages = { papan: '/', board: '/en/', cek: `/cek?no=${number}`, lapor: '/lapor', meja: '/meja', antrean: '/meja/antrean',
    daftar: '/meja/daftar?list=open', laporan: `/meja/laporan/${number}`, baru: '/meja/baru', gateway: '/meja/gateway',
    angka: '/meja/angka' };
  for (const [width, scheme] of [[360, 'light'], [1280, 'light'], [1280, 'dark'], [1920, 'light']]) {
    const page = await visitor({ viewport: { width, height: 900 }, colorScheme: scheme });
    for (const [name, path] of Object.entries(pages)) {
      if (name === 'antrean') await logIn(page, token);
      await open(page, path);
      await chromium.picture(page, `${name}-${width}-${scheme}`);
      await chromium.accessible(page, `${name} ${width} ${scheme}`);
      await chromium.fits(page, `${name} ${width}`);
    }
  }
  const plain = await visitor({ viewport: { width: 360, height: 900 }, javaScriptEnabled: false });
  await open(plain, '/');
  await chromium.picture(plain, 'papan-360-nojs');
});

test('lapord-web may be killed at any time, and the gateway goes on', async () => {
  gateway.web.kill('SIGKILL');
  assert.ok(gateway.report('air mati sejak kemarin'));
  gateway.web = gateway.spawn('lapord-web', '--gateway', 'web.sock');
  await until('lapord-web answers again', async () => (await fetch(`${gateway.url}/readyz`)).ok);
});

await run(tests, chromium, () => gateway.start(), () => gateway.stop());
